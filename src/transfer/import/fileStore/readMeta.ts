import { join } from "node:path";
import * as z from "zod";
import { readPlain } from "../readPlain.ts";

/** A `meta.yaml`, or why there is none to use. */
export type Meta<T> = { readonly meta: T } | { readonly problem: string };

/** Reads a folder's `meta.yaml`. */
export async function readMeta<S extends z.ZodType>(folder: string, schema: S): Promise<Meta<z.infer<S>>> {
  const { value, problem } = await readPlain(join(folder, "meta.yaml"));
  if (problem !== undefined) return { problem: `its meta.yaml ${problem}` };
  if (value === undefined) return { problem: "it has no meta.yaml" };
  const checked = schema.safeParse(value);
  if (checked.success) return { meta: checked.data };
  return { problem: `its meta.yaml is not as expected: ${z.prettifyError(checked.error).replaceAll("\n", " ")}` };
}

import * as z from "zod";
import type { TidemarkError } from "../errors.ts";
import type { Place } from "./ast.ts";

const Data = z.object({ place: z.object({ from: z.number().int(), to: z.number().int() }) });

/** Where in a query's text an error is; undefined where it is about something else. */
export const faultPlace = ({ data }: TidemarkError): Place | undefined => Data.safeParse(data).data?.place;

/** The line of the text with the fault, and a line that marks its place. */
export function marked(text: string, { from, to }: Place): string {
  const start = text.lastIndexOf("\n", from - 1) + 1;
  const end = text.indexOf("\n", from);
  const line = text.slice(start, end < 0 ? undefined : end);
  const length = Math.max(1, Math.min(to, start + line.length) - from);
  return `${line}\n${" ".repeat(from - start)}^${"~".repeat(length - 1)}`;
}

import { readFile, stat } from "node:fs/promises";
import { plainJson } from "./plainJson.ts";
import { plainYaml } from "./plainYaml.ts";
import type { Plain } from "./pythonText.ts";

/** Nobody writes a configuration that is longer. */
const largest = 16 * 2 ** 20;

export interface ReadPlain {
  /** Undefined when there is no such file, or it can't be read. */
  readonly value: Plain | undefined;
  /** Why it can't, in words for people. */
  readonly problem?: string;
}

/** What a configuration file says: JSON when it is named so, else YAML. */
export async function readPlain(path: string): Promise<ReadPlain> {
  const file = await stat(path).catch(() => undefined);
  if (!file?.isFile()) return { value: undefined };
  if (file.size > largest) return { value: undefined, problem: `has ${file.size} bytes, more than can be read` };
  try {
    const text = await readFile(path, "utf8");
    return { value: path.endsWith(".json") ? plainJson(text) : plainYaml(text) };
  } catch (error) {
    return { value: undefined, problem: `can't be read: ${error instanceof Error ? error.message : error}` };
  }
}

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Dialect } from "../../../../src/data/delimited/dialect.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

export const commas: Dialect = { delimiter: ",", quote: '"', encoding: "utf-8", header: true };

/** Writes a file into a folder that goes with the test file. */
export async function delimitedFiles() {
  const folder = await temporaryFolder();
  afterAll(() => folder[Symbol.asyncDispose]());
  let count = 0;
  return async (content: string | Uint8Array, ending = ".csv"): Promise<string> => {
    count += 1;
    const file = join(folder.path, `${count}${ending}`);
    await writeFile(file, content);
    return file;
  };
}

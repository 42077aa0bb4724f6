import { createReadStream } from "node:fs";
import { mkdir, open, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type * as z from "zod";
import { syncFolder } from "./journal.ts";

const partLength = 2 ** 20;

/** Adds lines to a file of JSON Lines; resolves when they are on the disk. A line that was cut off before is ended first. */
export async function addLines(file: string, lines: readonly unknown[]): Promise<void> {
  if (lines.length === 0) return;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const handle = await open(file, "a", 0o600);
  try {
    await handle.appendFile(`\n${lines.map((line) => JSON.stringify(line)).join("\n")}\n`);
    await handle.datasync();
  } finally {
    await handle.close();
  }
  await syncFolder(dirname(file));
}

/** Reads what `addLines` wrote; what was cut off is left out, since whoever wrote it will write it again. */
export async function readLines<T>(file: string, line: z.ZodType<T>): Promise<T[]> {
  const found: T[] = [];
  const add = (text: string): void => {
    const { success, data } = line.safeParse(parsed(text));
    if (success) found.push(data);
  };
  let rest = "";
  try {
    // In parts: it may be large, and others wait for an answer meanwhile.
    for await (const part of createReadStream(file, { encoding: "utf8", highWaterMark: partLength })) {
      const texts = `${rest}${part}`.split("\n");
      rest = texts.pop() ?? "";
      for (const text of texts) add(text);
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  add(rest);
  return found;
}

/** Replaces all lines at once. */
export async function replaceLines(file: string, lines: readonly unknown[]): Promise<void> {
  const draft = `${file}.tmp`;
  await writeFile(draft, lines.map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600, flush: true });
  await rename(draft, file);
  await syncFolder(dirname(file));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

import { mkdir, open, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type * as z from "zod";
import { syncFolder } from "./journal.ts";

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
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return "";
    throw error;
  });
  return text.split("\n").flatMap((each) => {
    const { success, data } = line.safeParse(parsed(each));
    return success ? [data] : [];
  });
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

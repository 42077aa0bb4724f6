import { join } from "node:path";
import * as z from "zod";
import { addLines, readLines, replaceLines } from "../lineLog.ts";

/** What became of a file with a content. */
export const FileLine = z.object({
  path: z.string(),
  /** Tells whether the file has been touched since. */
  stamp: z.string(),
  /** SHA-256 of its bytes; null where it could not be read. */
  hash: z.string().nullable(),
  state: z.enum(["begun", "taken", "same", "failed"]),
  at: z.number(),
  rows: z.number(),
  accepted: z.number(),
  quarantined: z.number(),
  /** Of the rows that were taken, to know them again in a file that has changed. */
  digest: z.string().default(""),
  /** How often it was begun without that a row was taken. */
  attempts: z.number(),
  /** How it was read: what failed is tried again when that changes. */
  reading: z.string(),
  message: z.string().nullable(),
});
export type FileLine = z.infer<typeof FileLine>;

/** What became of all files that were ever taken, or tried, for a data set; kept on the disk. */
export interface FileList {
  all(): IterableIterator<FileLine>;
  ofPath(path: string): FileLine | undefined;
  /** The latest about a content: `begun` or `taken`. */
  ofHash(hash: string): FileLine | undefined;
  /** Resolves when it is on the disk. */
  add(line: FileLine): Promise<void>;
}

/** @param folder of the data set's journal */
export async function openFileList(folder: string): Promise<FileList> {
  const file = join(folder, "files.jsonl");
  const paths = new Map<string, FileLine>();
  const contents = new Map<string, FileLine>();
  const apply = (line: FileLine): void => {
    paths.delete(line.path);
    paths.set(line.path, line);
    if (line.hash !== null && (line.state === "begun" || line.state === "taken")) contents.set(line.hash, line);
    const before = contents.get(line.hash ?? "");
    if (line.state === "failed" && before !== undefined) contents.set(line.hash ?? "", { ...before, attempts: 0 });
  };
  const lines = await readLines(file, FileLine);
  for (const line of lines) apply(line);
  let length = lines.length;
  const kept = (): FileLine[] => {
    // In their order, so that the latest about a path stays the latest.
    const latest = new Set([...contents.values(), ...paths.values()]);
    return [...latest].sort((one, other) => one.at - other.at);
  };
  const compact = async (): Promise<void> => {
    const lines = kept();
    if (length < 1000 || lines.length > length / 2) return;
    await replaceLines(file, lines);
    length = lines.length;
  };
  await compact();
  return {
    all: () => paths.values(),
    ofPath: (path) => paths.get(path),
    ofHash: (hash) => contents.get(hash),
    async add(line) {
      await addLines(file, [line]);
      length += 1;
      apply(line);
      await compact();
    },
  };
}

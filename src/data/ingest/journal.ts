import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, readFile, unlink } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import { QuarantinedRow, RowsAnswer } from "../../protocol/ingestRequests.ts";
import { KeptColumn } from "./keptColumns.ts";

/** How the rows of a segment are kept; another contract begins another segment. */
export const SegmentHead = z.object({
  /** Of the files that the rows go to, from the workspace's folder. */
  folder: z.string(),
  columns: z.array(KeptColumn),
  nulls: z.array(z.string()),
});
export type SegmentHead = z.infer<typeof SegmentHead>;

/** What one request came to. */
export const JournalRecord = z.object({
  at: z.number(),
  key: z.string().nullable(),
  /** Of what was sent with the key. */
  hash: z.string(),
  answer: RowsAnswer,
  /** Each row's JSON and day. */
  rows: z.array(z.tuple([z.string(), z.string()])),
  quarantined: z.array(QuarantinedRow),
  /** Rows that have left quarantine with it. */
  replayed: z.array(z.string()),
});
export type JournalRecord = z.infer<typeof JournalRecord>;

export interface Segment {
  readonly id: string;
  readonly head: SegmentHead;
  readonly records: readonly JournalRecord[];
}

/** Makes a folder's entries durable; Windows keeps them by itself and can't open a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** The segment that is written at the moment. */
export interface OpenSegment {
  readonly head: SegmentHead;
  readonly rows: number;
  /** Resolves when the records are on the disk. Rejects with `diskFull` or `unavailable` when they are not: then none of them is kept. */
  append(records: readonly JournalRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Begins a segment below a folder. */
export async function beginSegment(folder: string, number: number, head: SegmentHead): Promise<OpenSegment> {
  const id = `${String(number).padStart(12, "0")}-${randomUUID()}`;
  let handle: FileHandle;
  let length = 0;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    handle = await open(join(folder, `${id}.jsonl`), "wx", 0o600);
  } catch (error) {
    throw writeFailure(error);
  }
  const write = async (lines: readonly unknown[]): Promise<void> => {
    const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
    try {
      await handle.write(bytes, 0, bytes.length, length);
      await handle.datasync();
      length += bytes.length;
    } catch (error) {
      await handle.truncate(length).catch(() => undefined);
      throw writeFailure(error);
    }
  };
  try {
    await write([head]);
    await syncFolder(folder);
  } catch (error) {
    await handle.close();
    await unlink(join(folder, `${id}.jsonl`)).catch(() => undefined);
    throw writeFailure(error);
  }
  let rows = 0;
  return {
    head,
    get rows() {
      return rows;
    },
    async append(records) {
      // Together in one line: what a crash cuts off is the last one, and none of it was acknowledged.
      await write([records]);
      for (const record of records) rows += record.rows.length;
    },
    close: () => handle.close(),
  };
}

/** The names of the segments of a folder, the oldest first. */
export async function segmentNames(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => /^\d{12}-[0-9a-f-]{36}\.jsonl$/.test(name)).sort();
}

/**
 * Reads a segment. A last line that was cut off was never acknowledged and is left out; undefined where not even the head is whole.
 * @throws TidemarkError `storeDamaged` when a line before the last can't be read
 */
export async function readSegment(folder: string, name: string): Promise<Segment | undefined> {
  const file = join(folder, name);
  const lines = (await readFile(file, "utf8")).split("\n");
  // What follows the last line feed is empty, or cut off.
  lines.pop();
  const last = lines.at(-1);
  if (last !== undefined && !isJson(last)) lines.pop();
  const [first, ...others] = lines;
  if (first === undefined) return undefined;
  try {
    const head = SegmentHead.parse(JSON.parse(first));
    const records = others.flatMap((line) => z.array(JournalRecord).parse(JSON.parse(line)));
    return { id: name.slice(0, -".jsonl".length), head, records };
  } catch (cause) {
    const message = `${file} is damaged: rows that were acknowledged can't be read. It is left as it is.`;
    throw new TidemarkError("storeDamaged", message, { cause });
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Why something could not be written. */
export function writeFailure(error: unknown): TidemarkError {
  if (error instanceof TidemarkError) return error;
  const words = error instanceof Error ? error.message : String(error);
  const isFull = error instanceof Error && "code" in error && (error.code === "ENOSPC" || error.code === "EDQUOT");
  const message = isFull ? "The disk is full: no row was taken." : `No row was taken: ${words}`;
  return new TidemarkError(isFull ? "diskFull" : "unavailable", message, { cause: error });
}

import { join } from "node:path";
import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import { RowsAnswer } from "../../protocol/ingestRequests.ts";
import type { JournalRecord } from "./journal.ts";
import { addLines, readLines, replaceLines } from "./lineLog.ts";

const KeyLine = z.object({ key: z.string(), hash: z.string(), at: z.number(), answer: RowsAnswer });
type KeyLine = z.infer<typeof KeyLine>;

/** How long a key is remembered, in milliseconds, and how many are at most. */
const longest = 24 * 3_600_000;
const most = 100_000;
/** The log is written anew when it has more than twice as many lines as it needs, and this many. */
const leastLines = 1000;
/** How many keys of watched files are remembered, whatever their age. */
const mostOfFiles = 1000;

const ofFile = "file\u0000";

/** The key of a watched file's rows, which no request can have. @param from how many of its rows come before them */
export const fileKey = (hash: string, from: number): string => `${ofFile}${hash}\u0000${from}`;

/** What was answered to which idempotency key. */
export interface KeyMemory {
  /**
   * What was answered; undefined for a new key.
   * @throws TidemarkError `conflict` when something else was sent with that key
   */
  answer(key: string, hash: string): RowsAnswer | undefined;
  /** What was answered to a key of a watched file's rows, and their digest; undefined for a new one. */
  ofFile(key: string): { readonly answer: RowsAnswer; readonly hash: string } | undefined;
  remember(record: JournalRecord): void;
  /** Keeps the keys of records whose journal goes away. */
  keep(records: readonly JournalRecord[]): Promise<void>;
}

export async function openKeyMemory(folder: string): Promise<KeyMemory> {
  const file = join(folder, "keys.jsonl");
  const known = new Map<string, KeyLine>();
  const files = new Map<string, KeyLine>();
  const add = (line: KeyLine): void => {
    known.delete(line.key);
    known.set(line.key, line);
    for (const [key, { at }] of known) {
      if (known.size <= most && at >= Date.now() - longest) break;
      known.delete(key);
    }
  };
  // A file may be half taken for longer than requests are repeated; only its latest rows can be in doubt.
  const addOfFile = (line: KeyLine): void => {
    files.set(line.key, line);
    const [oldest] = files.keys();
    if (files.size > mostOfFiles && oldest !== undefined) files.delete(oldest);
  };
  const addAny = (line: KeyLine): void => (line.key.startsWith(ofFile) ? addOfFile(line) : add(line));
  const read = await readLines(file, KeyLine);
  for (const line of read) addAny(line);
  let lines = read.length;
  const compact = async (): Promise<void> => {
    if (lines < leastLines || lines <= 2 * (known.size + files.size)) return;
    const kept = [...known.values(), ...files.values()];
    await replaceLines(file, kept);
    lines = kept.length;
  };
  await compact();
  return {
    answer(key, hash) {
      const line = known.get(key);
      if (line === undefined || line.at < Date.now() - longest) return undefined;
      if (line.hash === hash) return line.answer;
      throw otherRows(key);
    },
    ofFile: (key) => files.get(key),
    remember({ key, hash, at, answer }) {
      if (key !== null) addAny({ key, hash, at, answer });
    },
    async keep(records) {
      const kept = records.flatMap(({ key, hash, at, answer }) => (key === null ? [] : [{ key, hash, at, answer }]));
      await addLines(file, kept);
      lines += kept.length;
      await compact();
    },
  };
}

export const otherRows = (key: string): TidemarkError =>
  new TidemarkError(
    "conflict",
    `Other rows were sent with the Idempotency-Key "${key}": another request needs another key.`,
  );

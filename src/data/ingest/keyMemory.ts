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

/** What was answered to which idempotency key. */
export interface KeyMemory {
  /**
   * What was answered; undefined for a new key.
   * @throws TidemarkError `conflict` when something else was sent with that key
   */
  answer(key: string, hash: string): RowsAnswer | undefined;
  remember(record: JournalRecord): void;
  /** Keeps the keys of records whose journal goes away. */
  keep(records: readonly JournalRecord[]): Promise<void>;
}

export async function openKeyMemory(folder: string): Promise<KeyMemory> {
  const file = join(folder, "keys.jsonl");
  const known = new Map<string, KeyLine>();
  const add = (line: KeyLine): void => {
    known.delete(line.key);
    known.set(line.key, line);
    for (const [key, { at }] of known) {
      if (known.size <= most && at >= Date.now() - longest) break;
      known.delete(key);
    }
  };
  const lines = await readLines(file, KeyLine);
  for (const line of lines) add(line);
  if (known.size < lines.length / 2) await replaceLines(file, [...known.values()]);
  return {
    answer(key, hash) {
      const line = known.get(key);
      if (line === undefined || line.at < Date.now() - longest) return undefined;
      if (line.hash === hash) return line.answer;
      throw otherRows(key);
    },
    remember({ key, hash, at, answer }) {
      if (key !== null) add({ key, hash, at, answer });
    },
    async keep(records) {
      const kept = records.flatMap(({ key, hash, at, answer }) => (key === null ? [] : [{ key, hash, at, answer }]));
      await addLines(file, kept);
    },
  };
}

export const otherRows = (key: string): TidemarkError =>
  new TidemarkError(
    "conflict",
    `Other rows were sent with the Idempotency-Key "${key}": another request needs another key.`,
  );

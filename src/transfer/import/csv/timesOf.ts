import type { StampedFile } from "../files/stamps.ts";
import { tableRows, wholeLines } from "../files/table.ts";
import { type Columns, columnsOf } from "./columns.ts";
import type { LogFile } from "./logFiles.ts";
import { timeOfText } from "./timeOfText.ts";

/** Milliseconds since 1970 UTC. */
export interface Times {
  readonly startTime: number;
  readonly endTime: number;
}

/**
 * When a run started and ended: by the column of times, where there is one; else from when its parameters were written,
 * which is at its start, until its log was written to for the last time.
 */
export async function timesOf(log: LogFile, file: StampedFile, hparams: StampedFile | undefined): Promise<Times> {
  const logged = await loggedTimes(log, file);
  if (logged !== undefined) return logged;
  const endTime = file.modified;
  return { startTime: Math.min(hparams?.modified ?? endTime, endTime), endTime };
}

/** Undefined when the log has no times, or breaks off before the first. */
async function loggedTimes({ path, delimiter }: LogFile, { size }: StampedFile): Promise<Times | undefined> {
  let columns: Columns | undefined;
  let first: number | undefined;
  let last = 0;
  try {
    for await (const row of tableRows(path, { delimiter, size: await wholeLines(path, size) })) {
      columns ??= columnsOf(row);
      if (columns?.time === undefined) return undefined;
      const time = timeOfText(row[columns.time] ?? "");
      if (time === undefined) continue;
      first = Math.min(first ?? time, time);
      last = Math.max(last, time);
    }
  } catch {
    // The reading of its values says what is wrong with the file.
  }
  return first === undefined ? undefined : { startTime: first, endTime: last };
}

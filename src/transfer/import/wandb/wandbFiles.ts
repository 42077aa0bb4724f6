import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { folders } from "../files/folders.ts";
import { levelDbLog } from "../files/levelDbLog.ts";
import type { RecordBlock } from "../files/recordBlock.ts";
import { type StampedFile, stamped } from "../files/stamps.ts";
import { decodeOutline, type RunRecord } from "./messages.ts";

/** Before the first record: `:W&B`, the number 0xBEE1 and the format's version, 0. */
const prelude = 7;

/** A run of W&B's with the files that it was written to: several when it was resumed. */
export interface WandbRun {
  readonly key: string;
  readonly files: readonly StampedFile[];
}

export interface FoundRuns {
  readonly runs: readonly WandbRun[];
  /** Files in which no run begins. */
  readonly empty: readonly string[];
}

export const isWandbFile = (name: string): boolean => name.endsWith(".wandb");

export const wandbRecords = (file: StampedFile): AsyncGenerator<RecordBlock> =>
  levelDbLog(file.path, file.size, prelude);

/** The project that W&B uses when a script names none. */
export const projectOf = ({ project }: RunRecord): string => (project === "" ? "uncategorized" : project);

/** W&B's name of a run: what it belongs to, and its id. */
export const keyOf = (run: RunRecord): string => named(run.entity, projectOf(run), run.run_id);

/** W&B's name of what a run belongs to. */
export const projectKeyOf = (run: RunRecord): string => named(run.entity, projectOf(run));

const named = (...parts: readonly string[]): string => parts.filter((part) => part !== "").join("/");

/** The runs at a place, the oldest first: a `.wandb` file alone, or all at and below a folder. */
export async function findRuns(place: string, signal: AbortSignal): Promise<FoundRuns> {
  const runs = new Map<string, StampedFile[]>();
  const empty: string[] = [];
  for (const file of await stamped(await wandbFiles(place))) {
    signal.throwIfAborted();
    const head = await headOf(file);
    if (head === undefined) {
      empty.push(file.path);
      continue;
    }
    const files = runs.get(keyOf(head));
    if (files === undefined) runs.set(keyOf(head), [file]);
    else files.push(file);
  }
  return { runs: [...runs].map(([key, files]) => ({ key, files })), empty };
}

/** Their folders are named by the time of the run's start, and so sorted by it. */
async function wandbFiles(place: string): Promise<readonly string[]> {
  if ((await stat(place)).isFile()) return [place];
  const found: { readonly path: string; readonly started: string }[] = [];
  for await (const { path, files } of folders(place)) {
    const started = /run-(\d{8}_\d{6})-/.exec(basename(path))?.[1] ?? "";
    for (const name of files.filter(isWandbFile)) found.push({ path: join(path, name), started });
  }
  return found.sort((a, b) => (a.started < b.started ? -1 : a.started > b.started ? 1 : 0)).map(({ path }) => path);
}

/** The record with which the run begins; undefined when the file holds none, or is not W&B's. */
async function headOf(file: StampedFile): Promise<RunRecord | undefined> {
  for await (const { records } of wandbRecords(file)) {
    for (const record of records) {
      const run = runOf(record);
      if (run !== undefined) return run;
    }
  }
  return undefined;
}

function runOf(record: Uint8Array): RunRecord | undefined {
  try {
    const { run } = decodeOutline(record);
    return run !== null && run.run_id !== "" ? run : undefined;
  } catch {
    return undefined; // The reading of the run counts it.
  }
}

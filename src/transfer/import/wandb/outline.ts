import type { StampedFile } from "../files/stamps.ts";
import { numberOfItem } from "./itemValue.ts";
import { decodeOutline, type Item, type OutlineRecord, type RunRecord, toMilliseconds } from "./messages.ts";
import { NestedValues } from "./nestedValues.ts";
import { wandbRecords } from "./wandbFiles.ts";

/** What has to be known of a run before its history is read. */
export class Outline {
  /** The last that was said of the run; undefined when no run begins in its files. */
  run: RunRecord | undefined;
  readonly config = new NestedValues();
  readonly summary = new NestedValues();
  user = "";
  program = "";
  commit = "";
  /** Null while the run goes on, or when it ended without saying so. */
  exitCode: number | null = null;
  /** Milliseconds since 1970 UTC; undefined when nothing tells. */
  started: number | undefined;
  /** The time of the last history, or the end by the clock that W&B runs. */
  ended: number | undefined;

  add({ run, config, summary, exit, environment }: OutlineRecord): void {
    if (run !== null) this.#addRun(run);
    if (config !== null) this.config.change(config);
    if (summary !== null) {
      this.summary.change(summary);
      for (const item of summary.update) this.#noteTime(item);
    }
    if (environment !== null) {
      this.user ||= environment.username;
      this.program ||= environment.program;
      this.commit ||= environment.git?.commit ?? "";
    }
    if (exit !== null) {
      this.exitCode = exit.exit_code;
      if (this.started !== undefined) this.#endAt(this.started + exit.runtime * 1000);
    }
  }

  #addRun(run: RunRecord): void {
    // A resumed run goes on, until it says again that it ended.
    if (this.run === undefined || run.start_time !== null) this.exitCode = null;
    this.run = run;
    if (run.config !== null) this.config.change(run.config);
    if (run.summary !== null) this.summary.change(run.summary);
    this.commit ||= run.git?.commit ?? "";
    if (run.start_time !== null) this.started ??= Math.round(toMilliseconds(run.start_time));
  }

  #noteTime(item: Item): void {
    if ((item.nested_key[0] ?? item.key) !== "_timestamp") return;
    const seconds = numberOfItem(item);
    if (seconds !== undefined) this.#endAt(Math.round(seconds * 1000));
  }

  #endAt(time: number): void {
    if (Number.isSafeInteger(time)) this.ended = Math.max(this.ended ?? time, time);
  }
}

/** Reads a run's files through once; damage is told by the second reading. */
export async function outlineOf(files: readonly StampedFile[], signal: AbortSignal): Promise<Outline> {
  const outline = new Outline();
  for (const file of files) {
    for await (const { records } of wandbRecords(file)) {
      signal.throwIfAborted();
      for (const record of records) {
        const decoded = attempt(record);
        if (decoded !== undefined) outline.add(decoded);
      }
    }
  }
  return outline;
}

function attempt(record: Uint8Array): OutlineRecord | undefined {
  try {
    return decodeOutline(record);
  } catch {
    return undefined; // The checksum holds, so another program wrote it thus: the second reading counts it.
  }
}

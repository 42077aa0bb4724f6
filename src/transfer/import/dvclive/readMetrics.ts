import { basename } from "node:path";
import { renamedNote } from "../acceptedParams.ts";
import { Counts } from "../counts.ts";
import type { StampedFile } from "../files/stamps.ts";
import { tableRows, wholeLines } from "../files/table.ts";
import type { ForeignItem } from "../foreign.ts";
import { MetricBatches } from "../metricBatches.ts";
import { numberOfText } from "../numberOfText.ts";
import type { DvcLiveFiles } from "./dvcLiveFolder.ts";

/** The latest values of a run's metrics, by name, with the step that they belong to. */
export interface Latest {
  readonly step: number;
  readonly values: ReadonlyMap<string, number>;
}

/** The histories of a run, and of its latest values those that no history says. */
export async function* readMetrics(
  run: string,
  { histories, summary }: DvcLiveFiles,
  latest: Latest,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const metrics = new MetricBatches(run);
  const leftOut = new Counts();
  const problems: string[] = [];
  const last = new Map<string, number>();
  for (const { name, file } of histories) {
    try {
      for await (const { step, value, time } of historyOf(name, file, leftOut, problems)) {
        signal.throwIfAborted();
        last.set(name, value);
        metrics.add(name, value, step, time);
        yield* metrics.full();
      }
    } catch (error) {
      signal.throwIfAborted();
      problems.push(`'${name}' is read only in part: ${error instanceof Error ? error.message : error}`);
    }
  }
  for (const [name, value] of latest.values) {
    const logged = last.get(name);
    if (Object.is(logged, value) || summary === undefined) continue;
    metrics.add(logged === undefined ? name : `summary/${name}`, value, latest.step, summary.modified);
  }
  yield* metrics.rest();
  const counted = leftOut.lines;
  const notes = [...problems, ...(counted.length > 0 ? [`not taken over: ${counted.join(", ")}`] : [])];
  for (const reason of [...notes, ...renamedNote(metrics.keys)]) yield { kind: "skipped", place: run, reason };
}

interface HistoryPoint {
  readonly step: number;
  readonly value: number;
  readonly time: number;
}

/** The rows of a table with the columns `step`, one named as the metric, and perhaps `timestamp` in milliseconds. */
async function* historyOf(
  name: string,
  file: StampedFile,
  leftOut: Counts,
  problems: string[],
): AsyncGenerator<HistoryPoint> {
  const size = await wholeLines(file.path, file.size);
  if (size < file.size) problems.push(`the last line of '${name}' has no end, so it may not be whole: left out`);
  let columns: { readonly step: number; readonly value: number; readonly time: number } | undefined;
  for await (const row of tableRows(file.path, { delimiter: "\t", size })) {
    if (columns === undefined) {
      columns = { step: row.indexOf("step"), value: row.indexOf(basename(name)), time: row.indexOf("timestamp") };
      continue;
    }
    const number = (at: number): number | undefined => numberOfText(row[at] ?? "");
    const [step, value] = [number(columns.step), number(columns.value)];
    if (step === undefined || !Number.isSafeInteger(step)) leftOut.add(`rows of '${name}' without a whole step`);
    else if (value === undefined) leftOut.add(`'${name}' (no number)`);
    else yield { step, value, time: number(columns.time) ?? file.modified };
  }
}

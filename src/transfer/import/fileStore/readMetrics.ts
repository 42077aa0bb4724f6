import { renamedNote } from "../acceptedParams.ts";
import type { FilesBelow } from "../files/filesBelow.ts";
import type { ForeignItem } from "../foreign.ts";
import { MetricBatches } from "../metricBatches.ts";
import { metricLines } from "./metricFile.ts";

/** A run's metrics, each a file of lines. Lines that can't be read are skipped. */
export async function* readMetrics(
  run: string,
  { files }: FilesBelow,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const batches = new MetricBatches(run);
  for (const { path, name } of files) {
    for await (const { number, line } of metricLines(path, signal)) {
      if (line === undefined) yield badLine(path, number);
      else batches.add(name, line.value, line.step, line.time);
      yield* batches.full();
    }
  }
  yield* batches.rest();
  for (const reason of renamedNote(batches.keys)) yield { kind: "skipped", place: `run ${run}, metrics`, reason };
}

/** What the summary says of a line that is no point. */
export const badLine = (file: string, number: number): ForeignItem => ({
  kind: "skipped",
  place: `${file}, line ${number}`,
  reason: "it is not a time, a value and a step",
});

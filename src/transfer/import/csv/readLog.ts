import { renamedNote } from "../acceptedParams.ts";
import { Counts } from "../counts.ts";
import type { StampedFile } from "../files/stamps.ts";
import { tableRows, wholeLines } from "../files/table.ts";
import type { ForeignItem } from "../foreign.ts";
import { MetricBatches } from "../metricBatches.ts";
import { numberOfText } from "../numberOfText.ts";
import { type Columns, columnsOf } from "./columns.ts";
import { timeOfText } from "./timeOfText.ts";

/** How loggers leave a cell without a value: Lightning empty, Keras NA. */
const missing = new Set(["", "NA", "N/A", "None", "null"]);

/** The points of a log; rows without a time of their own have the file's. */
export async function* readLog(
  run: string,
  file: StampedFile,
  delimiter: string,
  signal: AbortSignal,
): AsyncGenerator<ForeignItem> {
  const reading = new LogReading(run, file.modified);
  try {
    const size = await wholeLines(file.path, file.size);
    if (size < file.size) reading.problem("the last line has no end, so it may not be whole: left out");
    for await (const row of tableRows(file.path, { delimiter, size })) {
      signal.throwIfAborted();
      reading.row(row);
      yield* reading.metrics.full();
    }
  } catch (error) {
    signal.throwIfAborted();
    reading.problem(`read only in part: ${error instanceof Error ? error.message : error}`);
  }
  yield* reading.metrics.rest();
  for (const reason of reading.notes()) yield { kind: "skipped", place: run, reason };
}

class LogReading {
  readonly metrics: MetricBatches;
  readonly #written: number;
  readonly #leftOut = new Counts();
  readonly #problems: string[] = [];
  #columns: Columns | "none" | undefined;

  constructor(run: string, written: number) {
    this.metrics = new MetricBatches(run);
    this.#written = written;
  }

  row(row: readonly string[]): void {
    if (this.#columns === undefined) this.#columns = columnsOf(row) ?? "none";
    else if (this.#columns !== "none") this.#values(row, this.#columns);
  }

  problem(reason: string): void {
    this.#problems.push(reason);
  }

  notes(): readonly string[] {
    const leftOut = this.#leftOut.lines;
    return [
      ...this.#problems,
      ...(leftOut.length > 0 ? [`not taken over: ${leftOut.join(", ")}`] : []),
      ...renamedNote(this.metrics.keys),
    ];
  }

  #values(row: readonly string[], columns: Columns): void {
    const step = numberOfText(row[columns.step] ?? "");
    if (step === undefined || !Number.isSafeInteger(step)) {
      this.#leftOut.add("rows without a whole step");
      return;
    }
    const time = columns.time === undefined ? undefined : timeOfText(row[columns.time] ?? "");
    for (const { name, at } of columns.metrics) {
      const text = (row[at] ?? "").trim();
      if (missing.has(text)) continue;
      const value = numberOfText(text);
      if (value === undefined) this.#leftOut.add(`'${name}' (no number)`);
      else this.metrics.add(name, value, step, time ?? this.#written);
    }
  }
}

import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { numberOfText } from "../numberOfText.ts";

/** A line of a metric's file. */
export interface MetricLine {
  /** Milliseconds since 1970 UTC. */
  readonly time: number;
  readonly value: number;
  readonly step: number;
  /** What stands behind the step: a run, a data set. */
  readonly rest: readonly string[];
}

/** `time value [step [run] [dataset digest]]`; undefined when it is not like that. */
export function metricLine(line: string): MetricLine | undefined {
  const [timeText = "", valueText = "", stepText = "0", ...rest] = line.trim().split(" ");
  const value = numberOfText(valueText);
  const time = Number(timeText);
  const step = Number(stepText);
  if (value === undefined || timeText === "" || !Number.isSafeInteger(time) || !Number.isSafeInteger(step)) {
    return undefined;
  }
  return { time, value, step, rest };
}

/** A metric's lines, each with its number from 1 on; empty ones are left out. */
export async function* metricLines(
  file: string,
  signal: AbortSignal,
): AsyncGenerator<{ readonly number: number; readonly line: MetricLine | undefined }> {
  let number = 0;
  for await (const text of createInterface({ input: createReadStream(file, { signal }), crlfDelay: Infinity })) {
    number += 1;
    if (text.trim() !== "") yield { number, line: metricLine(text) };
  }
}

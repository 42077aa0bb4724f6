import type { BenchmarkResult } from "../../protocol/benchmarkEntities.ts";
import { usageError } from "../exitCodes.ts";

/** A bound of a figure, such as `p99<=5`. */
export interface Gate {
  readonly text: string;
  readonly figure: Figure;
  readonly operator: "<=" | ">=";
  readonly limit: number;
}

/** Whether a gate holds, or why that can't be told. */
export interface GateOutcome {
  readonly gate: string;
  readonly verdict: "holds" | "fails" | "unknown";
  readonly words: string;
}

const figures = [
  "p50",
  "p90",
  "p95",
  "p97",
  "p99",
  "p99.9",
  "samples",
  "rate",
  "load",
  "first",
  "memory",
  "ratio",
] as const;
type Figure = (typeof figures)[number];

/** @throws usageError naming what would be right */
export function gateOf(text: string): Gate {
  const [, word, operator, number] = /^\s*([a-z0-9.]+)\s*(<=|>=)\s*([0-9.]+(?:e[+-]?\d+)?)\s*$/i.exec(text) ?? [];
  const figure = figures.find((known) => known === word);
  const limit = Number(number);
  if (figure === undefined || (operator !== "<=" && operator !== ">=") || !Number.isFinite(limit)) {
    throw usageError(`"${text}" is no gate; one is FIGURE<=NUMBER or >=, of ${figures.join(", ")}, such as p99<=5.`);
  }
  return { text: text.trim(), figure, operator, limit };
}

/** A figure that could not be measured never passes; a ratio passes only with its whole interval. */
export function judgeGate(gate: Gate, result: BenchmarkResult): GateOutcome {
  const range = rangeOf(gate.figure, result);
  if (typeof range === "string") return { gate: gate.text, verdict: "unknown", words: range };
  const { low, high } = range;
  const { limit } = gate;
  const [holds, fails] = gate.operator === "<=" ? [high <= limit, low > limit] : [low >= limit, high < limit];
  const words = low === high ? `${shown(low)}` : `${shown(low)} to ${shown(high)} with 95 % confidence`;
  return { gate: gate.text, verdict: holds ? "holds" : fails ? "fails" : "unknown", words };
}

const shown = (value: number): string => String(Number(value.toPrecision(4)));

interface Range {
  readonly low: number;
  readonly high: number;
}

const exactly = (value: number): Range => ({ low: value, high: value });

function rangeOf(figure: Figure, { model, ratio, peakMemory }: BenchmarkResult): Range | string {
  if (figure === "samples") return model.queries === 0 ? "nothing was measured" : exactly(model.samplesPerSecond);
  if (figure === "load") return exactly(model.sessionLoad);
  if (figure === "first") return exactly(model.firstInference);
  if (figure === "memory") return exactly(peakMemory);
  if (figure === "rate") {
    const { sustained } = model;
    if (sustained === undefined) return "only the server scenario has a rate";
    return sustained.rate === null ? sustained.reason : exactly(sustained.rate);
  }
  if (figure === "ratio") {
    if (ratio === undefined) return "only a comparison has a ratio: name another model with --compare";
    return ratio.interval ?? ratio.intervalReason ?? "it has no interval";
  }
  const wanted = Number(figure.slice(1)) / 100;
  const found = model.latency?.percentiles.find(({ percentile }) => Math.abs(percentile - wanted) < 1e-9);
  if (found === undefined) return "no latencies were measured";
  return found.value === null ? found.reason : exactly(found.value);
}

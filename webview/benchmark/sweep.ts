import type { BenchmarkEntry, BenchmarkSettings } from "../../src/protocol/benchmarkEntities.ts";
import type { Unmeasured } from "./sweepRun.ts";

/** The whole numbers above 0 of a text such as `1, 8, 64`, each once in ascending order; null when it is no such text. */
export function numbersOf(text: string): number[] | null {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) return null;
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** What is known of one number of threads and one batch. */
export type HeatCell =
  | { readonly entry: BenchmarkEntry }
  /** Why it could not be measured. */
  | { readonly reason: string };

/**
 * The newest benchmark of each number of threads and batch: of the same content by itself, by the same version of the runtime
 * and under otherwise the same settings, so that nothing else tells two cells apart.
 */
export interface HeatMap {
  /** 0 is the runtime's choice. */
  readonly threads: readonly number[];
  readonly batches: readonly number[];
  readonly cell: (threads: number, batch: number) => HeatCell | undefined;
  readonly entries: readonly BenchmarkEntry[];
}

export interface HeatQuestion {
  readonly sha256: string;
  readonly runtime: string;
  readonly settings: BenchmarkSettings;
}

/** @param entries the newest first @param unmeasured of the same content: shown where nothing was measured since */
export function heatMapOf(
  entries: readonly BenchmarkEntry[],
  unmeasured: readonly Unmeasured[],
  { sha256, runtime, settings }: HeatQuestion,
): HeatMap {
  const wanted = restOf(settings);
  const cells = new Map<string, HeatCell>();
  const place = (own: BenchmarkSettings, cell: HeatCell): void => {
    const key = keyOf(own.threads ?? 0, own.batch);
    if (restOf(own) === wanted && !cells.has(key)) cells.set(key, cell);
  };
  for (const entry of entries) {
    const isSame = entry.sha256 === sha256 && entry.runtime === runtime && !entry.isBesideOther;
    if (isSame) place(entry.settings, { entry });
  }
  for (const { settings: own, reason } of unmeasured) place(own, { reason });
  const places = [...cells.keys()].map((key) => key.split(" ").map(Number));
  const ascending = (numbers: readonly (number | undefined)[]): number[] =>
    [...new Set(numbers.filter((number) => number !== undefined))].sort((a, b) => a - b);
  return {
    threads: ascending(places.map(([threads]) => threads)),
    batches: ascending(places.map(([, batch]) => batch)),
    cell: (threads, batch) => cells.get(keyOf(threads, batch)),
    entries: [...cells.values()].flatMap((cell) => ("entry" in cell ? cell.entry : [])),
  };
}

const keyOf = (threads: number, batch: number): string => `${threads} ${batch}`;

const restOf = ({ scenario, optimisation, provider, dimensions, latencyBound, seconds }: BenchmarkSettings): string =>
  JSON.stringify([scenario, optimisation, provider, Object.entries(dimensions).sort(), latencyBound ?? null, seconds]);

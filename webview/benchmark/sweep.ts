import type { BenchmarkEntry, BenchmarkSettings } from "../../src/protocol/benchmarkEntities.ts";

/** The whole numbers above 0 of a text such as `1, 8, 64`, each once in ascending order; null when it is no such text. */
export function numbersOf(text: string): number[] | null {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) return null;
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** The newest benchmark of each number of threads and batch, of the same content under otherwise the same settings. */
export interface HeatMap {
  /** 0 is the runtime's choice. */
  readonly threads: readonly number[];
  readonly batches: readonly number[];
  readonly cell: (threads: number, batch: number) => BenchmarkEntry | undefined;
  readonly cells: readonly BenchmarkEntry[];
}

/** @param entries the newest first */
export function heatMapOf(entries: readonly BenchmarkEntry[], sha256: string, settings: BenchmarkSettings): HeatMap {
  const wanted = restOf(settings);
  const newest = new Map<string, BenchmarkEntry>();
  for (const entry of entries) {
    if (entry.sha256 !== sha256 || restOf(entry.settings) !== wanted) continue;
    const key = keyOf(entry.settings.threads ?? 0, entry.settings.batch);
    if (!newest.has(key)) newest.set(key, entry);
  }
  const cells = [...newest.values()];
  const ascending = (numbers: number[]): number[] => [...new Set(numbers)].sort((a, b) => a - b);
  return {
    threads: ascending(cells.map((entry) => entry.settings.threads ?? 0)),
    batches: ascending(cells.map((entry) => entry.settings.batch)),
    cell: (threads, batch) => newest.get(keyOf(threads, batch)),
    cells,
  };
}

const keyOf = (threads: number, batch: number): string => `${threads} ${batch}`;

const restOf = ({ scenario, optimisation, provider, dimensions, latencyBound }: BenchmarkSettings): string =>
  JSON.stringify([scenario, optimisation, provider, Object.entries(dimensions).sort(), latencyBound ?? null]);

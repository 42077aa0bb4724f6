import { setImmediate } from "node:timers/promises";
import type { BestValues, ImportanceReport } from "../../protocol/runsChartsRequests.ts";
import { rankedColumn, spearmanOfPair } from "../../statistics/correlation/rankCorrelation.ts";
import { type Cells, isNumber, parameterCells } from "../../statistics/importance/parameterCells.ts";
import { bestRuns, parameterImportances } from "../../statistics/importance/pedAnova.ts";
import { sortedQuantile } from "../../statistics/special/sortedQuantile.ts";

/** What is more likely than this by chance is not told from it. */
const significance = 0.05;
/** In milliseconds. */
const slice = 8;

interface Question {
  readonly goal: "min" | "max";
  /** The parameters. */
  readonly keys: readonly string[];
  /** Of each run the metric, and then a value for each parameter. */
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** Which parameters tell the best runs from the others, of the runs that have a finite value of the metric. */
export async function importanceReport({
  goal,
  keys,
  rows,
}: Question): Promise<Pick<ImportanceReport, "runs" | "best" | "params"> | { readonly reason: string }> {
  const used = rows.filter(([metric]) => Number.isFinite(metric));
  const metrics = Float64Array.from(used, ([metric]) => Number(metric));
  const found = bestRuns(goal === "min" ? metrics : metrics.map((metric) => -metric));
  if ("reason" in found) return found;
  const columns = await eachInTurn(keys, (_, place) => {
    const values = used.map((cells) => textOf(cells[place + 1]));
    return { values, cells: parameterCells(values) };
  });
  const importances = await inSlices(
    parameterImportances(
      columns.map(({ cells }) => cells),
      found,
    ),
  );
  const isTold = ({ p, divergence }: { p: number; divergence: number }): boolean => p <= significance && divergence > 0;
  const sum = importances.filter(isTold).reduce((total, { divergence }) => total + divergence, 0);
  const ranked = rankedColumn(metrics);
  const params = await eachInTurn(columns, ({ values, cells }, place) => {
    const { divergence, p } = importances[place] ?? { divergence: 0, p: 1 };
    const numbers = Float64Array.from(values, (value) => (value === null ? Number.NaN : Number(value)));
    return {
      divergence,
      entry: {
        key: keys[place] ?? "",
        share: isTold({ p, divergence }) ? divergence / sum : null,
        p,
        correlation: cells.areNumbers ? spearmanOfPair(rankedColumn(numbers), ranked) : null,
        best: bestValues(values, cells, found.best),
      },
    };
  });
  const ordered = params.toSorted(
    (a, b) => (b.entry.share ?? 0) - (a.entry.share ?? 0) || a.entry.p - b.entry.p || b.divergence - a.divergence,
  );
  return { runs: used.length, best: found.best.length, params: ordered.map(({ entry }) => entry) };
}

/** One after the other, and others have their turn in between. */
async function eachInTurn<T, Result>(
  list: readonly T[],
  work: (one: T, place: number) => Result,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [place, one] of list.entries()) {
    results.push(work(one, place));
    await setImmediate();
  }
  return results;
}

/** Does some work in slices of a few milliseconds, between which others have their turn: scripts wait for the engine. */
async function inSlices<Result>(work: Generator<undefined, Result>): Promise<Result> {
  for (;;) {
    for (const end = performance.now() + slice; performance.now() < end; ) {
      const { done, value } = work.next();
      if (done === true) return value;
    }
    await setImmediate();
  }
}

const textOf = (cell: string | number | null | undefined): string | null => (cell == null ? null : String(cell));

function bestValues(values: readonly (string | null)[], { areNumbers }: Cells, best: Uint32Array): BestValues {
  const own = Array.from(best, (run) => values[run] ?? null);
  const numbers = own.filter((value) => value !== null && isNumber(value)).map(Number);
  if (areNumbers && new Set(values).size > 10 && numbers.length > 0) {
    const ascending = Float64Array.from(numbers).sort();
    return { of: "range", low: sortedQuantile(ascending, 0.25), high: sortedQuantile(ascending, 0.75) };
  }
  const counts = new Map<string | null, number>();
  for (const value of own) counts.set(value, (counts.get(value) ?? 0) + 1);
  const [value, runs] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most), [null, 0] as const);
  return { of: "value", value, runs };
}

import type { EvaluationResiduals } from "../../protocol/evaluationEntities.ts";
import { sortedQuantile } from "../../statistics/special/sortedQuantile.ts";

/** The picture has so many cells, whatever the number of rows. */
const across = 40;
const down = 24;
const bars = 30;
/** So much of the rows may lie beyond either end: one row far off would leave all others in one cell. */
const tail = 0.005;

/**
 * How the errors (answer minus truth) lie over the answers, counted in cells, and how they are distributed. 0 is in the
 * middle of the errors' axis.
 * @returns null where no answer is wrong
 */
export function residualsOf(truths: Float64Array, answers: Float64Array): EvaluationResiduals | null {
  const errors = answers.map((answer, row) => answer - (truths[row] ?? Number.NaN));
  const sorted = errors.toSorted();
  const [low, high] = [sortedQuantile(sorted, tail), sortedQuantile(sorted, 1 - tail)];
  const limit = Math.max(-low, high, 0) || Math.max(-(sorted[0] ?? 0), sorted.at(-1) ?? 0);
  if (!(limit > 0)) return null;
  const y = { low: -limit, high: limit };
  const x = middle(answers.toSorted());
  const cells = Array.from({ length: down }, () => new Array<number>(across).fill(0));
  const counts = new Array<number>(bars).fill(0);
  let [outside, below, above] = [0, 0, 0];
  for (let row = 0; row < errors.length; row++) {
    const error = errors[row] ?? 0;
    if (error < y.low) below += 1;
    else if (error > y.high) above += 1;
    else {
      const bar = placeIn(error, y, bars);
      counts[bar] = (counts[bar] ?? 0) + 1;
    }
    const answer = answers[row] ?? 0;
    const line = cells[placeIn(error, y, down)];
    if (error < y.low || error > y.high || answer < x.low || answer > x.high || line === undefined) {
      outside += 1;
      continue;
    }
    const column = placeIn(answer, x, across);
    line[column] = (line[column] ?? 0) + 1;
  }
  const edge = (bar: number): number => y.low + ((y.high - y.low) * bar) / bars;
  const bins = counts.map((count, bar) => ({ from: edge(bar), to: edge(bar + 1), count }));
  return { x, y, cells, outside, histogram: { bins, below, above } };
}

interface Range {
  readonly low: number;
  readonly high: number;
}

function middle(sorted: Float64Array): Range {
  const [low, high] = [sortedQuantile(sorted, tail), sortedQuantile(sorted, 1 - tail)];
  return low < high ? { low, high } : { low: low - 0.5, high: high + 0.5 };
}

/** The upper end belongs to the last cell. */
const placeIn = (value: number, { low, high }: Range, cells: number): number =>
  Math.min(cells - 1, Math.floor((cells * (value - low)) / (high - low)));

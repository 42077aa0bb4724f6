import { sortedOrder } from "../metrics/ranked/sortedOrder.ts";

/** A column, ready to be ranked over any part of its rows. */
export interface RankedColumn {
  readonly values: Float64Array;
  /** The rows that have a value, from the smallest value to the largest. */
  readonly order: Uint32Array;
  /** How far each row's rank is from the middle one; null where a value is missing. */
  readonly ranks: Float64Array | null;
}

/** Sorts a column once for all its pairs. NaN stands for a missing value. O(n). */
export function rankedColumn(values: Float64Array): RankedColumn {
  if (!values.some(Number.isNaN)) {
    const order = sortedOrder(values);
    return { values, order, ranks: ranksAmong({ values, order }, values, values.length) };
  }
  const present = Uint32Array.from({ length: values.length }, (_, row) => row).filter(
    (row) => !Number.isNaN(values[row]),
  );
  const order = sortedOrder(values.filter((value) => !Number.isNaN(value)));
  return { values, order: order.map((at) => present[at] ?? 0), ranks: null };
}

/**
 * Spearman's ρ over the rows that have both values: Pearson's coefficient of their ranks, equal values sharing the middle of theirs, as
 * SciPy's `spearmanr` of those rows. Null where one side is constant or fewer than two rows have both. O(n).
 */
export function spearmanOfPair(a: RankedColumn, b: RankedColumn): number | null {
  if (a.ranks !== null && b.ranks !== null) return cosine(a.ranks, b.ranks);
  const rows = sharedRows(a, b);
  return cosine(ranksAmong(a, b.values, rows), ranksAmong(b, a.values, rows));
}

/** Pearson's coefficient of numbers whose mean is 0. */
function cosine(a: Float64Array, b: Float64Array): number | null {
  let [products, ofA, ofB] = [0, 0, 0];
  for (let row = 0; row < a.length; row++) {
    const [x, y] = [a[row] ?? 0, b[row] ?? 0];
    products += x * y;
    ofA += x * x;
    ofB += y * y;
  }
  return ofA === 0 || ofB === 0 ? null : Math.max(-1, Math.min(1, products / Math.sqrt(ofA * ofB)));
}

function sharedRows(a: RankedColumn, b: RankedColumn): number {
  let rows = 0;
  for (let k = 0; k < a.order.length; k++) if (!Number.isNaN(b.values[a.order[k] ?? 0])) rows++;
  return rows;
}

/** How far each row's rank is from the middle one, among the rows that the other column has too; 0 for all others. */
function ranksAmong(
  { values, order }: Pick<RankedColumn, "values" | "order">,
  other: Float64Array,
  rows: number,
): Float64Array {
  const ranks = new Float64Array(values.length);
  const middle = (rows + 1) / 2;
  let before = 0;
  for (let start = 0; start < order.length; ) {
    const value = values[order[start] ?? 0];
    let [end, equal] = [start, 0];
    for (; end < order.length && values[order[end] ?? 0] === value; end++) {
      if (!Number.isNaN(other[order[end] ?? 0])) equal++;
    }
    const rank = before + (equal + 1) / 2 - middle;
    for (let k = start; k < end; k++) {
      const row = order[k] ?? 0;
      if (!Number.isNaN(other[row])) ranks[row] = rank;
    }
    before += equal;
    start = end;
  }
  return ranks;
}

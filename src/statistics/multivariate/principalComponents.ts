import { at } from "../special/at.ts";

/** Columns of numbers, all of the same length. */
type Columns = readonly Float64Array[];

export interface PrincipalComponents {
  /** How many are kept. */
  readonly kept: number;
  /** What the kept ones can't tell of each row: the length of the rest, in standard deviations of a column. */
  errors(columns: Columns): Float64Array;
}

/**
 * The principal components of standardised columns, as many as explain the given share of their variance, but never all.
 * Columns without variance count as 0.
 * @returns null for fewer than two columns that vary, or too few rows to tell their relations
 */
export function principalComponents(columns: Columns, explained = 0.8): PrincipalComponents | null {
  const rows = columns[0]?.length ?? 0;
  const scales = columns.map(scaleOf);
  const varying = scales.filter(({ deviation }) => deviation > 0).length;
  if (varying < 2 || rows < 5 * columns.length) return null;
  const standard = (all: Columns): Float64Array[] =>
    all.map((column, i) => {
      const { mean = 0, deviation = 0 } = scales[i] ?? {};
      return column.map((value) => (deviation > 0 ? (value - mean) / deviation : 0));
    });
  const centred = standard(columns);
  const { values, vectors } = symmetricEigen(
    centred.map((a) => Float64Array.from(centred, (b) => a.reduce((sum, x, row) => sum + x * at(b, row), 0) / rows)),
  );
  const whole = values.reduce((sum, value) => sum + value, 0);
  let [kept, sum] = [0, 0];
  while (kept < varying - 1 && sum < explained * whole) sum += at(values, kept++);
  const axes = vectors.slice(0, kept);
  return {
    kept,
    errors(of) {
      const shown = standard(of);
      return Float64Array.from({ length: of[0]?.length ?? 0 }, (_, row) => {
        const point = shown.map((column) => at(column, row));
        const length = point.reduce((before, x) => before + x * x, 0);
        const seen = axes.reduce(
          (before, axis) => before + point.reduce((dot, x, i) => dot + x * at(axis, i), 0) ** 2,
          0,
        );
        return Math.sqrt(Math.max(0, length - seen) / of.length);
      });
    },
  };
}

function scaleOf(column: Float64Array): { mean: number; deviation: number } {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const deviation = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  return { mean, deviation };
}

const mostSweeps = 50;

/** Eigenvalues of a symmetric matrix, the largest first, and their vectors: Jacobi's rotations. */
export function symmetricEigen(matrix: readonly Float64Array[]): { values: Float64Array; vectors: Float64Array[] } {
  const size = matrix.length;
  const a = matrix.map((row) => row.slice());
  const v = a.map((_, i) => Float64Array.from({ length: size }, (_, j) => (i === j ? 1 : 0)));
  const get = (m: readonly Float64Array[], i: number, j: number): number => m[i]?.[j] ?? 0;
  const rotate = (
    m: readonly Float64Array[],
    i: number,
    j: number,
    k: number,
    l: number,
    s: number,
    c: number,
  ): void => {
    const [x, y] = [get(m, i, j), get(m, k, l)];
    const [first, second] = [m[i], m[k]];
    if (first !== undefined) first[j] = c * x - s * y;
    if (second !== undefined) second[l] = s * x + c * y;
  };
  const scale = Math.sqrt(a.reduce((sum, row) => sum + row.reduce((before, x) => before + x * x, 0), 0));
  for (let sweep = 0; sweep < mostSweeps; sweep++) {
    let off = 0;
    for (let p = 0; p < size; p++) for (let q = p + 1; q < size; q++) off += get(a, p, q) ** 2;
    if (Math.sqrt(off) <= 1e-14 * scale) break;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        if (get(a, p, q) === 0) continue;
        const theta = (get(a, q, q) - get(a, p, p)) / (2 * get(a, p, q));
        const t = Math.sign(theta || 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
        const c = 1 / Math.sqrt(t * t + 1);
        for (let k = 0; k < size; k++) rotate(a, k, p, k, q, t * c, c);
        for (let k = 0; k < size; k++) rotate(a, p, k, q, k, t * c, c);
        for (let k = 0; k < size; k++) rotate(v, k, p, k, q, t * c, c);
      }
    }
  }
  const order = Array.from(a.keys()).sort((i, j) => get(a, j, j) - get(a, i, i));
  return {
    values: Float64Array.from(order, (i) => get(a, i, i)),
    vectors: order.map((i) => Float64Array.from(a.keys(), (row) => get(v, row, i))),
  };
}

import type { EvaluationComparison, EvaluationFigure, EvaluationSlice } from "../../protocol/evaluationEntities.ts";
import { adjustedPs } from "../../statistics/comparison/verdict.ts";
import { chiSquaredTest } from "../../statistics/drift/chiSquaredTest.ts";
import { fisherExact } from "../../statistics/drift/fisherExact.ts";
import { eachInWords, type Found, type Pair } from "./comparisons.ts";
import type { SliceColumn } from "./sliceCodes.ts";

/** The slices with the most rows are told. */
const mostSlices = 50;
/** Of more rows, the exact test takes long and the other is as good. */
const mostExact = 10_000;

export interface SliceQuestion {
  readonly columns: readonly SliceColumn[];
  /** In which order each slice lists its rows; null for their own. */
  readonly order: Uint32Array | null;
  /** 1 for rows whose answer is right; null in a regression. */
  readonly rights: Uint8Array | null;
  /** How two models compare on some of the rows, by as many metrics each time; null with one model. */
  readonly compared: { readonly of: (rows: Uint32Array) => readonly Found[]; readonly names: Pair<string> } | null;
  /** The figures of some of the rows. */
  readonly figuresOf: (rows: Uint32Array) => readonly EvaluationFigure[];
}

/**
 * Figures for the rows of each value of each column. Whether the share of right answers differs from that of all other rows
 * is tested by Fisher's exact test, of many rows by Pearson's, and adjusted by Holm's method over all slices.
 */
export function slicesOf({ columns, order, rights, compared, figuresOf }: SliceQuestion): {
  readonly slices: EvaluationSlice[];
  readonly leftOut: number;
} {
  const found = columns.flatMap((column) =>
    largestOf(column, order).map((slice) => ({ column: column.column, ...slice })),
  );
  const allRights = rights === null ? 0 : sumOf(rights);
  const tested = found.map(({ rows }) => ({ p: rights === null ? null : differenceFromRest(rights, allRights, rows) }));
  const adjusted = adjustedPs(tested);
  const comparisons = compared === null ? [] : comparisonsOn(found, compared);
  const slices = found.map(({ column, value, rows }, i) => ({
    column,
    value,
    rows: rows.length,
    figures: [...figuresOf(rows)],
    comparisons: comparisons[i] ?? [],
    p: tested[i]?.p ?? null,
    adjustedP: adjusted[i] ?? null,
  }));
  const all = columns.reduce((sum, { values }) => sum + values.length, 0);
  return { slices, leftOut: all - slices.length };
}

/** For each slice what can be told of it; the sentence of each says which rows it is about. p is adjusted over all of them. */
function comparisonsOn(
  slices: readonly { readonly column: string; readonly value: string | null; readonly rows: Uint32Array }[],
  { of, names }: NonNullable<SliceQuestion["compared"]>,
): EvaluationComparison[][] {
  const found = slices.flatMap(({ column, value, rows }, slice) =>
    of(rows).map((one) => ({
      slice,
      name: one.name,
      told: { ...one, name: `${one.name} where ${column} is ${value ?? "null"}` },
    })),
  );
  const each = eachInWords(
    found.map(({ told }) => told),
    names,
  );
  const bySlice: EvaluationComparison[][] = slices.map(() => []);
  for (const [i, { slice, name }] of found.entries()) {
    const comparison = each[i];
    if (comparison != null) bySlice[slice]?.push({ ...comparison, name });
  }
  return bySlice;
}

function largestOf(
  { values, codes }: SliceColumn,
  order: Uint32Array | null,
): { value: string | null; rows: Uint32Array }[] {
  const sizes = new Uint32Array(values.length);
  for (let row = 0; row < codes.length; row++) sizes[codes[row] ?? 0] = (sizes[codes[row] ?? 0] ?? 0) + 1;
  const largest = [...values.keys()].sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0)).slice(0, mostSlices);
  const rowsOf = values.map((_, place) => new Uint32Array(largest.includes(place) ? (sizes[place] ?? 0) : 0));
  sizes.fill(0);
  for (let k = 0; k < codes.length; k++) {
    const row = order === null ? k : (order[k] ?? 0);
    const place = codes[row] ?? 0;
    const rows = rowsOf[place];
    const next = sizes[place] ?? 0;
    // Of a value that is not told there is no list, and a number beyond its end is not kept.
    if (rows !== undefined) rows[next] = row;
    sizes[place] = next + 1;
  }
  return largest.map((place) => ({ value: values[place] ?? null, rows: rowsOf[place] ?? new Uint32Array() }));
}

function sumOf(rights: Uint8Array): number {
  let sum = 0;
  for (let row = 0; row < rights.length; row++) sum += rights[row] ?? 0;
  return sum;
}

function differenceFromRest(rights: Uint8Array, all: number, rows: Uint32Array): number | null {
  let here = 0;
  for (let k = 0; k < rows.length; k++) here += rights[rows[k] ?? 0] ?? 0;
  const rest = { count: all - here, size: rights.length - rows.length };
  if (rows.length === 0 || rest.size === 0) return null;
  if (rights.length <= mostExact) return fisherExact(rest, { count: here, size: rows.length });
  const [reference, current] = [
    [rest.count, rest.size - rest.count],
    [here, rows.length - here],
  ].map((counts) => Float64Array.from(counts));
  if (reference === undefined || current === undefined) return null;
  return chiSquaredTest({ reference, current })?.p ?? null;
}

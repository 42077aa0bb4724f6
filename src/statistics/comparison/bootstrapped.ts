import { bootstrap, type Resampling } from "../intervals/bootstrap.ts";
import { groupJackknifeSums, jackknifeGroups } from "../intervals/groupJackknife.ts";
import { addToMargins, marginsOfSums, marginWidth } from "../intervals/marginSums.ts";
import type { Resampled } from "../intervals/resampled.ts";
import { mostResampledRows, resampledOf, resampleRows } from "../intervals/rowResampling.ts";
import { bootstrapSums } from "../intervals/rowSums.ts";
import { type Margins, sparseMargins } from "../metrics/classification/confusionMatrix.ts";
import { type Labels, mustBeBelow, mustMatch } from "../metrics/columns.ts";
import { type Undefined, undefinedBecause } from "../metrics/measure.ts";
import { generatorOf } from "../random/generator.ts";
import type { Comparison } from "./comparison.ts";

/** Compares two models by any figure, a function of how often each row counts (NaN where undefined). Both see the same resamples. `telling`: see `resampleRows`. */
export function compareByRows(
  rows: number,
  first: (weights: Float64Array) => number,
  second: (weights: Float64Array) => number,
  resampling: Resampling,
  telling = rows,
): Comparison | Undefined {
  if (rows === 0) return undefinedBecause("there are no rows");
  const figures = (weights: Float64Array): readonly number[] => withDifference(first(weights), second(weights));
  return comparisonOf(resampleRows(rows, figures, resampling, telling), rows);
}

/** The same for a figure of sums over the rows; either model has its columns, in the same order. Takes any number of rows. */
export function compareBySums(
  first: readonly Float64Array[],
  second: readonly Float64Array[],
  figure: (sums: Float64Array, rows: number) => number,
  resampling: Resampling,
): Comparison | Undefined {
  const [one] = compareFiguresBySums(first, second, (sums, rows) => [figure(sums, rows)], resampling);
  return one ?? undefinedBecause("there are no rows");
}

/** The same for several figures, which are drawn at once. @returns one for each; none where there are no rows */
export function compareFiguresBySums(
  first: readonly Float64Array[],
  second: readonly Float64Array[],
  figures: (sums: Float64Array, rows: number) => readonly number[],
  resampling: Resampling,
): (Comparison | Undefined)[] {
  const rows = first[0]?.length ?? 0;
  mustMatch(rows, ...first, ...second);
  if (rows === 0) return [];
  const ofBoth = (sums: Float64Array, drawn: number): readonly number[] => {
    const [a, b] = [figures(sums.subarray(0, first.length), drawn), figures(sums.subarray(first.length), drawn)];
    return a.flatMap((figure, i) => withDifference(figure, b[i] ?? Number.NaN));
  };
  const all = bootstrapSums({ columns: [...first, ...second], figures: ofBoth }, resampling).map((one) =>
    resampledOf(one, resampling.confidence),
  );
  return Array.from({ length: all.length / 3 }, (_, i) => comparisonOf(all.slice(3 * i, 3 * i + 3), rows));
}

/** The same for a figure of the confusion matrix's margins, such as macro F1. Rows of the same three classes are resampled together. */
export function compareByConfusion(
  labels: Labels,
  first: Labels,
  second: Labels,
  classes: number,
  figure: (margins: Margins) => number,
  resampling: Resampling,
): Comparison | Undefined {
  const rows = labels.length;
  mustMatch(rows, first, second);
  mustBeBelow(classes, labels, first, second);
  if (rows === 0) return undefinedBecause("there are no rows");
  const triples = triplesOf(labels, first, second, classes);
  if (triples.size > mostResampledRows) return compareByGroups(triples, rows, classes, figure, resampling);
  const keys = [...triples.keys()];
  const [inFirst, inSecond] = [keys.map((key) => firstCell(key, classes)), keys.map((key) => secondCell(key, classes))];
  const figures = (weights: Float64Array): readonly number[] =>
    withDifference(figure(sparseMargins(classes, inFirst, weights)), figure(sparseMargins(classes, inSecond, weights)));
  const all = bootstrap(Float64Array.from(triples.values()), figures, resampling);
  return comparisonOf(
    all.map((one) => resampledOf(one, resampling.confidence)),
    rows,
  );
}

/** How many rows have each label, first and second prediction; see `firstCell` and `secondCell`. */
function triplesOf(labels: Labels, first: Labels, second: Labels, classes: number): ReadonlyMap<number, number> {
  const tripleAt = (row: number): number =>
    ((labels[row] ?? 0) * classes + (first[row] ?? 0)) * classes + (second[row] ?? 0);
  const triples = new Map<number, number>();
  if (classes ** 3 > mostCounters) {
    for (let row = 0; row < labels.length; row++) triples.set(tripleAt(row), (triples.get(tripleAt(row)) ?? 0) + 1);
    return triples;
  }
  const counts = new Float64Array(classes ** 3);
  for (let row = 0; row < labels.length; row++) counts[tripleAt(row)] = (counts[tripleAt(row)] ?? 0) + 1;
  for (const [triple, count] of counts.entries()) if (count > 0) triples.set(triple, count);
  return triples;
}

/** Up to so many kinds of rows each has a counter of its own, which is quicker. */
const mostCounters = 1e6;

/** Many classes make too many kinds of rows to resample each. */
function compareByGroups(
  triples: ReadonlyMap<number, number>,
  rows: number,
  classes: number,
  figure: (margins: Margins) => number,
  { seed, confidence }: Resampling,
): Comparison | Undefined {
  const { index } = generatorOf(seed);
  const width = marginWidth(classes);
  const table = new Float64Array(jackknifeGroups * 2 * width);
  for (const [triple, count] of triples) {
    for (let row = 0; row < count; row++) {
      const start = index(jackknifeGroups) * 2 * width;
      addToMargins(table, start, classes, firstCell(triple, classes));
      addToMargins(table, start + width, classes, secondCell(triple, classes));
    }
  }
  const figures = (sums: Float64Array): readonly number[] =>
    withDifference(figure(marginsOfSums(sums, 0, classes)), figure(marginsOfSums(sums, width, classes)));
  return comparisonOf(groupJackknifeSums(table, figures, confidence), rows);
}

const firstCell = (triple: number, classes: number): number => Math.floor(triple / classes);

const secondCell = (triple: number, classes: number): number =>
  Math.floor(triple / classes ** 2) * classes + (triple % classes);

const withDifference = (first: number, second: number): readonly number[] => [first, second, second - first];

function comparisonOf([first, second, difference]: readonly Resampled[], rows: number): Comparison | Undefined {
  if (!first || !second || !difference || !Number.isFinite(difference.observed)) {
    return undefinedBecause("the figure of one of the models is undefined");
  }
  const { observed, ...rest } = difference;
  const p = rest.interval === null && observed === 0 ? 1 : rest.p;
  const test = rest.interval?.method.startsWith("jackknife") ? "jackknife" : "paired bootstrap";
  return { first: first.observed, second: second.observed, difference: observed, ...rest, p, test, rows };
}

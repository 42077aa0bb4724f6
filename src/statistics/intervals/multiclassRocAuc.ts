import { isClass, type Labels } from "../metrics/columns.ts";
import { type Measure, measured, type Undefined, undefinedBecause } from "../metrics/measure.ts";
import { cellsOf, type ProbabilityTable } from "../metrics/probabilities/probabilityTable.ts";
import { absentClasses, type ClassAveraging, rowsByClass } from "../metrics/ranked/multiclassRocAuc.ts";
import { type Placements, placements } from "../metrics/ranked/placements.ts";
import { at } from "../special/at.ts";
import { influenceInterval, type RowInfluences } from "./influences.ts";
import { type Estimate, estimate, noInterval } from "./interval.ts";
import { meanOf } from "./moments.ts";

/** Each class against all others, or each pair of classes by the score of either in turn. */
export type Contrasts = "one versus rest" | "one versus one";

/**
 * The average of the areas that tell classes apart, with the rows' influences: DeLong's components of all areas put
 * together by row, so that their dependence counts. The shares that weight the classes are taken as known.
 */
export function rocAucInfluences(
  labels: Labels,
  table: ProbabilityTable,
  averaging: ClassAveraging,
  contrasts: Contrasts = "one versus rest",
): RowInfluences | Undefined {
  const absent = absentClasses(labels, table.classes);
  if (absent !== null) return absent;
  const all = contrasts === "one versus rest" ? againstRest(labels, table.classes) : pairs(labels, table.classes);
  const weights = all.map(({ rows, positives }) =>
    averaging === "macro" ? 1 : contrasts === "one versus rest" ? positives : rows.length,
  );
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const influences = new Float64Array(labels.length);
  let [value, fewest] = [0, labels.length];
  for (const [i, { label, rows, positives }] of all.entries()) {
    const isLabel = isClass(labels, label);
    const isPositive = rows.length === labels.length ? isLabel : rowsOf(isLabel, rows);
    const found = placements(isPositive, cellsOf(table, label, rows));
    if ("reason" in found) return undefinedBecause(found.reason);
    const weight = (weights[i] ?? 0) / total;
    value += weight * meanOf(found.positives);
    addInfluences(influences, found, rows, isPositive, weight);
    fewest = Math.min(fewest, positives, rows.length - positives);
  }
  return fewest < 2 ? { value, influences, intervalReason: "a class has fewer than two rows" } : { value, influences };
}

interface Contrast {
  /** The positive class. */
  readonly label: number;
  /** The rows of it and of what it is told from. */
  readonly rows: Uint32Array;
  readonly positives: number;
}

function againstRest(labels: Labels, classes: number): readonly Contrast[] {
  const rows = new Uint32Array(labels.length).map((_, row) => row);
  return rowsByClass(labels, classes).map((own, label) => ({ label, rows, positives: own.length }));
}

function rowsOf(column: Uint8Array, rows: Uint32Array): Uint8Array {
  const cells = new Uint8Array(rows.length);
  for (let k = 0; k < rows.length; k++) cells[k] = column[rows[k] ?? 0] ?? 0;
  return cells;
}

function pairs(labels: Labels, classes: number): readonly Contrast[] {
  const byClass = rowsByClass(labels, classes);
  return byClass.flatMap((first, a) =>
    byClass.slice(0, a).flatMap((second, b): Contrast[] => {
      const rows = new Uint32Array(first.length + second.length);
      rows.set(first);
      rows.set(second, first.length);
      return [
        { label: a, rows, positives: first.length },
        { label: b, rows, positives: second.length },
      ];
    }),
  );
}

function addInfluences(
  influences: Float64Array,
  { positives, negatives }: Placements,
  rows: Uint32Array,
  isPositive: Uint8Array,
  weight: number,
): void {
  const area = meanOf(positives);
  let [p, n] = [0, 0];
  for (let k = 0; k < rows.length; k++) {
    const moved =
      isPositive[k] === 1
        ? (at(positives, p++) - area) / scale(positives.length)
        : (at(negatives, n++) - area) / scale(negatives.length);
    const row = rows[k] ?? 0;
    influences[row] = at(influences, row) + weight * moved;
  }
}

/** For the unbiased variance of a mean of so many: Σ (x − x̄)² / (n (n − 1)). */
const scale = (size: number): number => Math.sqrt(size * Math.max(1, size - 1));

/** The same as a figure with its interval, on the logit scale as that of two classes. */
export function multiclassRocAucEstimate(
  labels: Labels,
  table: ProbabilityTable,
  averaging: ClassAveraging,
  contrasts: Contrasts = "one versus rest",
  confidence = 0.95,
): Estimate {
  const found = rocAucInfluences(labels, table, averaging, contrasts);
  const measure: Measure = "reason" in found ? found : measured(found.value);
  return estimate(measure, labels.length, () =>
    "reason" in found ? noInterval(found.reason) : influenceInterval(found, confidence, "DeLong over the classes"),
  );
}

import { isClass, type Labels, mustBeBelow, type Weights } from "../columns.ts";
import { type Measure, measured, type Undefined, undefinedBecause } from "../measure.ts";
import { cellsOf, columnOf, type ProbabilityTable } from "../probabilities/probabilityTable.ts";
import { averagePrecision } from "./averagePrecision.ts";
import { rocAuc } from "./rocAuc.ts";

export type ClassAveraging = "macro" | "weighted";

/**
 * The mean area below the ROC curves of each class against the rest, weighted by the rows of each where asked for: as
 * scikit-learn's `roc_auc_score` with `multi_class="ovr"`.
 */
export function rocAucOneVersusRest(
  labels: Labels,
  table: ProbabilityTable,
  averaging: ClassAveraging,
  weights: Weights = null,
): Measure {
  return meanOverClasses(labels, table, averaging, weights, rocAuc);
}

/** The same mean of the average precision of each class against the rest. */
export function averagePrecisionOneVersusRest(
  labels: Labels,
  table: ProbabilityTable,
  averaging: ClassAveraging,
  weights: Weights = null,
): Measure {
  return meanOverClasses(labels, table, averaging, weights, averagePrecision);
}

/**
 * The mean over pairs of classes of the area for telling one from the other, either's score being used in turn: D. J.
 * Hand & R. J. Till (2001). Weighted by the rows of each pair where asked for; `multi_class="ovo"`.
 */
export function rocAucOneVersusOne(labels: Labels, table: ProbabilityTable, averaging: ClassAveraging): Measure {
  const absent = absentClasses(labels, table.classes);
  if (absent !== null) return absent;
  const rowsOf = rowsByClass(labels, table.classes);
  const parts: Part[] = [];
  for (const [b, second] of rowsOf.entries()) {
    for (const [a, first] of rowsOf.slice(0, b).entries()) {
      for (const [label, own, others] of [[a, first, second] as const, [b, second, first] as const]) {
        const scores = new Float64Array(own.length + others.length);
        scores.set(cellsOf(table, label, own));
        scores.set(cellsOf(table, label, others), own.length);
        const area = rocAuc(new Uint8Array(scores.length).fill(1, 0, own.length), scores);
        if (area.value === null) return area;
        parts.push({ value: area.value, weight: averaging === "macro" ? 1 : scores.length });
      }
    }
  }
  return meanOfParts(parts);
}

type BinaryMeasure = (labels: Labels, scores: Float64Array, weights: Weights) => Measure;

function meanOverClasses(
  labels: Labels,
  table: ProbabilityTable,
  averaging: ClassAveraging,
  weights: Weights,
  measure: BinaryMeasure,
): Measure {
  const absent = absentClasses(labels, table.classes);
  if (absent !== null) return absent;
  const parts: Part[] = [];
  for (let label = 0; label < table.classes; label++) {
    const isPositive = isClass(labels, label);
    const found = measure(isPositive, columnOf(table, label), weights);
    if (found.value === null) return found;
    const weight = isPositive.reduce((sum, is, row) => sum + is * (weights?.[row] ?? 1), 0);
    parts.push({ value: found.value, weight: averaging === "macro" ? 1 : weight });
  }
  return meanOfParts(parts);
}

/** Why a mean over all classes is undefined: some have no rows. */
export function absentClasses(labels: Labels, classes: number): Undefined | null {
  if (labels.length === 0) return undefinedBecause("there are no rows");
  const absent = rowsByClass(labels, classes).filter((rows) => rows.length === 0).length;
  if (absent > 0) return undefinedBecause(`${absent} of ${classes} classes ${absent === 1 ? "has" : "have"} no rows`);
  return classes < 2 ? undefinedBecause("there is only one class") : null;
}

/** The rows of each class. */
export function rowsByClass(labels: Labels, classes: number): readonly Uint32Array[] {
  mustBeBelow(classes, labels);
  const sizes = new Uint32Array(classes);
  for (const label of labels) sizes[label] = (sizes[label] ?? 0) + 1;
  const rows = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let row = 0; row < labels.length; row++) {
    const label = labels[row] ?? 0;
    const next = sizes[label] ?? 0;
    const own = rows[label];
    if (own !== undefined) own[next] = row;
    sizes[label] = next + 1;
  }
  return rows;
}

interface Part {
  readonly value: number;
  readonly weight: number;
}

function meanOfParts(parts: readonly Part[]): Measure {
  const weight = parts.reduce((sum, part) => sum + part.weight, 0);
  return measured(parts.reduce((sum, part) => sum + part.weight * part.value, 0) / weight);
}

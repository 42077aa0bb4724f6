import type { EvaluatedModel, EvaluationFigure, EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { confusionMatrix } from "../../statistics/metrics/classification/confusionMatrix.ts";
import { compareRights, inWords } from "./comparisons.ts";
import type { ModelAnswers } from "./gathered.ts";
import { pick } from "./pick.ts";
import type { PredictionColumn } from "./predictionColumns.ts";
import { type SliceQuestion, slicesOf } from "./slices.ts";
import { type Badness, disagreement, type NumberedRows } from "./tellingRows.ts";

/** A model with what it said. */
export interface JudgedModel {
  readonly name: string;
  /** In the order of its scores; empty where its file doesn't say. */
  readonly classes: readonly string[];
  readonly answers: ModelAnswers;
}

/** What is told of the models, without the rows and files that it is told of. */
export interface Judged
  extends Pick<
    EvaluationResult,
    | "classes"
    | "comparisons"
    | "perLabel"
    | "queries"
    | "threshold"
    | "confusion"
    | "curves"
    | "calibration"
    | "residuals"
    | "fairness"
    | "slices"
    | "slicesLeftOut"
    | "worst"
    | "disagreement"
  > {
  /** What is told of each row. */
  readonly columns: readonly PredictionColumn[];
  /** By model. */
  readonly figures: readonly (readonly EvaluationFigure[])[];
  readonly baselines: readonly EvaluatedModel[];
}

export type Places = Uint8Array | Uint32Array;

/** How sure the model was of each wrong answer. */
export const wrongBy =
  (actual: Places, answers: Places, confidence: Badness): Badness =>
  (row) =>
    actual[row] === answers[row] ? Number.NaN : confidence(row);

export function disagreeing(
  actual: Places,
  [own, other]: readonly { readonly answers: Places }[],
  rows: NumberedRows,
): Judged["disagreement"] {
  if (own === undefined || other === undefined) return null;
  return disagreement(actual, { own: own.answers, other: other.answers }, rows);
}

/** The model against the other one, if there is one. */
export function compared<T>(
  models: readonly JudgedModel[],
  told: readonly T[],
  compare: (first: T, second: T) => Parameters<typeof inWords>[0],
): Judged["comparisons"] {
  const [second, first] = told;
  const [own, other] = models;
  if (first === undefined || second === undefined || own === undefined || other === undefined) return null;
  return inWords(compare(first, second), { first: other.name, second: own.name });
}

/** Of the model, the second, with the other model, the first. */
export function rightsCompared(
  actual: Places,
  [own, other]: readonly JudgedModel[],
  told: readonly { readonly answers: Places }[],
): SliceQuestion["compared"] {
  const [second, first] = told.map(({ answers }) => rightsOf(actual, answers));
  if (own === undefined || other === undefined || first === undefined || second === undefined) return null;
  return {
    of: (rows) => [compareRights({ first: pick(first, rows), second: pick(second, rows) })],
    names: { first: other.name, second: own.name },
  };
}

export function matrixOf(
  actual: Uint8Array | Uint32Array,
  answers: Uint8Array | Uint32Array,
  classes: number,
): number[][] {
  const { cells } = confusionMatrix(actual, answers, classes);
  return Array.from({ length: classes }, (_, row) => Array.from(cells.subarray(row * classes, (row + 1) * classes)));
}

export function rightsOf(actual: Uint8Array | Uint32Array, answers: Uint8Array | Uint32Array): Uint8Array {
  const rights = new Uint8Array(actual.length);
  for (let row = 0; row < actual.length; row++) rights[row] = answers[row] === actual[row] ? 1 : 0;
  return rights;
}

export function sliced(question: SliceQuestion): Pick<Judged, "slices" | "slicesLeftOut"> {
  const { slices, leftOut } = slicesOf(question);
  return { slices, slicesLeftOut: leftOut };
}

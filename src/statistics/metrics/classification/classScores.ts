import { at } from "../../special/at.ts";
import { type Measure, measured, undefinedBecause } from "../measure.ts";
import { type ConfusionMatrix, type Margins, marginsOf } from "./confusionMatrix.ts";

export const classScoreNames = ["precision", "recall", "f1"] as const;
export type ClassScoreName = (typeof classScoreNames)[number];
export type ClassScores = Readonly<Record<ClassScoreName, Measure>>;

/** A share: of `of`, `part` are so. */
interface Share {
  readonly part: number;
  readonly of: number;
}

/** F1 as the share 2 TP / (2 TP + FP + FN). */
const shares: Readonly<Record<ClassScoreName, (margins: Margins, label: number) => Share>> = {
  precision: ({ right, predicted }, label) => ({ part: at(right, label), of: at(predicted, label) }),
  recall: ({ right, actual }, label) => ({ part: at(right, label), of: at(actual, label) }),
  f1: ({ right, actual, predicted }, label) => ({
    part: 2 * at(right, label),
    of: at(actual, label) + at(predicted, label),
  }),
};

const emptyReason: Readonly<Record<ClassScoreName, string>> = {
  precision: "no row was predicted as this class",
  recall: "no row has this class",
  f1: "no row has this class and none was predicted as it",
};

/** Precision, recall and F1 of one class. */
export function scoresOfClass(matrix: ConfusionMatrix, label: number): ClassScores {
  return scoresOfClassOf(marginsOf(matrix), label);
}

export function scoresOfClassOf(margins: Margins, label: number): ClassScores {
  return scoresBy((name) => {
    const { part, of } = shares[name](margins, label);
    return of === 0 ? undefinedBecause(emptyReason[name]) : measured(part / of);
  });
}

export type Averaging = "macro" | "micro" | "weighted";

/**
 * Precision, recall and F1 over all classes that rows have or that were predicted, as scikit-learn's
 * `precision_recall_fscore_support` with `zero_division=0`: a class without such a score counts 0, and the note says so.
 * - macro: the plain mean of the classes;
 * - weighted: their mean by the number of rows that have each;
 * - micro: over all decisions together, which for one class a row is the accuracy.
 */
export function averageScores(matrix: ConfusionMatrix, averaging: Averaging): ClassScores {
  return averageScoresOf(marginsOf(matrix), averaging);
}

export function averageScoresOf(margins: Margins, averaging: Averaging): ClassScores {
  if (margins.total === 0) return scoresBy(() => undefinedBecause("there are no rows"));
  if (averaging === "micro") {
    const right = margins.right.reduce((sum, count) => sum + count, 0);
    return scoresBy(() => measured(right / margins.total));
  }
  const present = Array.from({ length: margins.actual.length }, (_, label) => label).filter(
    (label) => at(margins.actual, label) + at(margins.predicted, label) > 0,
  );
  return scoresBy((name) => {
    let [sum, weights, undefinedClasses] = [0, 0, 0];
    for (const label of present) {
      const { part, of } = shares[name](margins, label);
      const weight = averaging === "macro" ? 1 : at(margins.actual, label);
      if (of === 0) undefinedClasses++;
      else sum += weight * (part / of);
      weights += weight;
    }
    return measured(sum / weights, noteOn(undefinedClasses, name));
  });
}

function noteOn(undefinedClasses: number, name: ClassScoreName): string | undefined {
  if (undefinedClasses === 0) return undefined;
  const which = name === "precision" ? "never predicted" : "without rows";
  return undefinedClasses === 1 ? `1 class ${which} counts 0` : `${undefinedClasses} classes ${which} count 0`;
}

function scoresBy(score: (name: ClassScoreName) => Measure): ClassScores {
  return { precision: score("precision"), recall: score("recall"), f1: score("f1") };
}

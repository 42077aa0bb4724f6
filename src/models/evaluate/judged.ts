import { invalidParameter } from "../../protocol/errors.ts";
import type { EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import type { ProbabilityTable } from "../../statistics/metrics/probabilities/probabilityTable.ts";
import { placeOf, shown } from "./classNames.ts";
import { doubles, type ModelAnswers } from "./gathered.ts";

/** Yes and no of one model; 1 is positive. */
export interface BinaryAnswers {
  readonly answers: Uint8Array;
  /** Of the positive class; null where the model has none. */
  readonly scores: Float64Array | null;
  /** From which score on a row is called positive; null where the model itself says what it is. */
  readonly threshold: number | null;
}

/** @param classes the model's, in the order of its scores; empty where its file doesn't say */
export function binaryAnswers(
  { scores, width, classes: own, named }: ModelAnswers,
  { positive, threshold, classes }: { positive: string; threshold?: number | undefined; classes: readonly string[] },
): BinaryAnswers {
  const positives = scores === null ? null : scoresOfPositive(scores, width, positive, classes);
  if (positives === null && own === null) throw invalidParameter("The model gives neither a class nor a score.");
  if (positives !== null && (threshold !== undefined || own === null)) {
    // Scores that are no probabilities are taken for the logarithm of the odds, which is 0 at one half.
    const from = threshold ?? (positives.every((score) => score >= 0 && score <= 1) ? 0.5 : 0);
    return {
      answers: reach(positives, from),
      scores: positives,
      threshold: from,
    };
  }
  return {
    answers: are(own ?? new Uint16Array(), placeOf(positive, named)),
    scores: positives,
    threshold: null,
  };
}

/** 1 where a place is the one wanted. */
export function are(places: Uint16Array | Float64Array, wanted: number): Uint8Array {
  const found = new Uint8Array(places.length);
  for (let row = 0; row < places.length; row++) found[row] = places[row] === wanted ? 1 : 0;
  return found;
}

/** 1 where a score is at least so large. */
function reach(scores: Float64Array, threshold: number): Uint8Array {
  const found = new Uint8Array(scores.length);
  for (let row = 0; row < scores.length; row++) found[row] = (scores[row] ?? Number.NaN) >= threshold ? 1 : 0;
  return found;
}

function scoresOfPositive(
  scores: Float32Array | Float64Array,
  width: number,
  positive: string,
  classes: readonly string[],
): Float64Array {
  if (width === 1) return doubles(scores);
  if (width !== 2) throw invalidParameter(`The model has ${width} scores for each row; a binary task has one or two.`);
  const known = classes.length === 2 ? placeOf(positive, classes) : 1;
  if (known < 0) throw invalidParameter(`The model knows ${shown(classes)}; "${positive}" is none of them.`);
  const found = new Float64Array(scores.length / 2);
  for (let row = 0; row < found.length; row++) found[row] = scores[2 * row + known] ?? Number.NaN;
  return found;
}

/** Classes that one model tells. */
export interface ClassAnswers {
  /** By their place in all classes. */
  readonly answers: Uint32Array;
  /** In the order of all classes; null where the model has no score for one of them. */
  readonly table: ProbabilityTable | null;
}

/** All classes: those of the data in their order, then those that only a model knows. */
export function allClasses(
  labels: readonly string[],
  models: readonly { readonly classes: readonly string[]; readonly answers: ModelAnswers }[],
): readonly string[] {
  const all = [...labels];
  for (const { classes, answers } of models) {
    for (const name of [...classes, ...answers.named]) if (placeOf(name, all) < 0) all.push(name);
  }
  return all;
}

/** @param classes the model's, in the order of its scores; empty where its file doesn't say */
export function classAnswers(
  { scores, width, classes: own, named }: ModelAnswers,
  all: readonly string[],
  classes: readonly string[],
): ClassAnswers {
  const columns = scores === null ? null : columnsOf(width, all, classes);
  const table = scores === null || columns === null ? null : tableOf(scores, width, columns, all.length);
  if (own !== null) {
    const places = named.map((name) => placeOf(name, all));
    return { answers: Uint32Array.from(own, (place) => places[place] ?? 0), table };
  }
  if (scores === null || columns === null) throw invalidParameter("The model gives neither a class nor a score.");
  const rows = scores.length / width;
  return {
    answers: Uint32Array.from({ length: rows }, (_, row) => columns[largest(scores, row * width, width)] ?? 0),
    table,
  };
}

/** Which class each score is of. @throws invalidParameter where the file doesn't say and the labels don't either */
function columnsOf(width: number, all: readonly string[], classes: readonly string[]): readonly number[] {
  if (classes.length === width) return classes.map((name) => placeOf(name, all));
  const numbered = Array.from({ length: width }, (_, column) => placeOf(String(column), all));
  if (all.length <= width && all.every((name) => numbered.includes(all.indexOf(name)))) return numbered;
  throw invalidParameter(
    `The model has ${width} scores for each row and doesn't say which class each is of (the data has ${shown(all)}). ` +
      "Labels from 0 on, or a model that names its classes, would tell.",
  );
}

function tableOf(
  scores: Float32Array | Float64Array,
  width: number,
  columns: readonly number[],
  classes: number,
): ProbabilityTable | null {
  if (new Set(columns).size < classes) return null;
  const rows = scores.length / width;
  const values = new Float64Array(rows * classes);
  for (let row = 0; row < rows; row++) {
    for (const [column, place] of columns.entries()) {
      values[row * classes + place] = scores[row * width + column] ?? Number.NaN;
    }
  }
  return { classes, values };
}

/** The first of equally large ones, as in NumPy's `argmax`. */
function largest(scores: Float32Array | Float64Array, start: number, width: number): number {
  let best = 0;
  for (let k = 1; k < width; k++) if ((scores[start + k] ?? 0) > (scores[start + best] ?? 0)) best = k;
  return best;
}

/** The numbers that a model answers with. */
export function numberAnswers(
  { scores, width }: ModelAnswers,
  { label }: Pick<EvaluationQuestion, "label">,
): Float64Array {
  if (scores === null) return new Float64Array();
  if (width !== 1) throw invalidParameter(`The model answers with ${width} numbers for each row; "${label}" is one.`);
  return doubles(scores);
}

import type { LabelSets } from "../../statistics/metrics/multilabel/multilabel.ts";
import type { BinaryAnswers, ClassAnswers } from "./judged.ts";

/** Something told of each row; read only while it is written, so that no row becomes an object. */
export interface PredictionColumn {
  readonly name: string;
  readonly type: "VARCHAR" | "DOUBLE" | "BOOLEAN";
  readonly at: (row: number) => string | number | boolean | null;
}

type Places = ArrayLike<number>;

const text = (name: string, names: readonly string[], places: Places): PredictionColumn => ({
  name,
  type: "VARCHAR",
  at: (row) => names[places[row] ?? -1] ?? null,
});
const number = (name: string, values: ArrayLike<number>): PredictionColumn => ({
  name,
  type: "DOUBLE",
  at: (row) => values[row] ?? null,
});
const isRight = (name: string, labels: Places, answers: Places): PredictionColumn => ({
  name,
  type: "BOOLEAN",
  at: (row) => labels[row] === answers[row],
});

/** `_answer` of the model, `_other_answer` of the one that it is compared with. */
const prefix = (model: number): string => (model === 0 ? "_" : "_other_");

/** @param classes that the places name */
export function binaryColumns(
  labels: Places,
  classes: readonly string[],
  told: readonly BinaryAnswers[],
): PredictionColumn[] {
  const own = told.flatMap(({ answers, scores }, model) => [
    text(`${prefix(model)}answer`, classes, answers),
    isRight(`${prefix(model)}right`, labels, answers),
    ...(scores === null ? [] : [number(`${prefix(model)}score`, scores)]),
  ]);
  return [text("_label", classes, labels), ...own];
}

/** With the score of the answer and that of the label. */
export function classColumns(
  labels: Places,
  classes: readonly string[],
  told: readonly ClassAnswers[],
): PredictionColumn[] {
  const own = told.flatMap(({ answers, table }, model): PredictionColumn[] => {
    const scoreOf = (name: string, places: Places): PredictionColumn => ({
      name: `${prefix(model)}${name}`,
      type: "DOUBLE",
      at: (row) => table?.values[row * table.classes + (places[row] ?? 0)] ?? null,
    });
    return [
      text(`${prefix(model)}answer`, classes, answers),
      isRight(`${prefix(model)}right`, labels, answers),
      ...(table === null ? [] : [scoreOf("score", answers), scoreOf("label_score", labels)]),
    ];
  });
  return [text("_label", classes, labels), ...own];
}

export function numberColumns(labels: Float64Array, told: readonly Float64Array[]): PredictionColumn[] {
  const own = told.flatMap((answers, model): PredictionColumn[] => [
    number(`${prefix(model)}answer`, answers),
    {
      name: `${prefix(model)}error`,
      type: "DOUBLE",
      at: (row) => (answers[row] ?? Number.NaN) - (labels[row] ?? Number.NaN),
    },
  ]);
  return [number("_label", labels), ...own];
}

/** The score of each row beside what is true of it. */
export function scoreColumns(truths: Float64Array, told: readonly Float64Array[]): PredictionColumn[] {
  return [number("_label", truths), ...told.map((scores, model) => number(`${prefix(model)}score`, scores))];
}

/** Which labels each row has and got, as text. */
export function labelColumns(
  actual: LabelSets,
  names: readonly string[],
  told: readonly { readonly answers: LabelSets }[],
): PredictionColumn[] {
  const { classes } = actual;
  const listed = (name: string, { values }: LabelSets): PredictionColumn => ({
    name,
    type: "VARCHAR",
    at: (row) => names.filter((_, label) => values[row * classes + label] === 1).join(", "),
  });
  const own = told.flatMap(({ answers }, model): PredictionColumn[] => [
    listed(`${prefix(model)}answer`, answers),
    {
      name: `${prefix(model)}right`,
      type: "BOOLEAN",
      at: (row) =>
        names.every((_, label) => actual.values[row * classes + label] === answers.values[row * classes + label]),
    },
  ]);
  return [listed("_label", actual), ...own];
}

import type { EvaluationDisagreement, EvaluationWorst } from "../../protocol/evaluationEntities.ts";
import type { PredictionColumn } from "./predictionColumns.ts";

/** Rows that are told one by one; the others are in the predictions. */
const mostRows = 100;

export interface NumberedRows {
  /** By row: its number among all rows, from 1. */
  readonly numbers: Uint32Array;
  readonly columns: readonly PredictionColumn[];
}

/** How badly a row was answered: the larger, the worse; not a number where it was not badly answered. */
export type Badness = (row: number) => number;

/** The rows that were answered worst, the worst first, among equal ones the first. */
export function worstRows({ numbers, columns }: NumberedRows, badness: Badness): EvaluationWorst[] {
  const worst: { row: number; bad: number }[] = [];
  for (let row = 0; row < numbers.length; row++) {
    const bad = badness(row);
    const last = worst[worst.length - 1];
    if (Number.isNaN(bad) || (worst.length === mostRows && last !== undefined && bad <= last.bad)) continue;
    const place = worst.findIndex((one) => one.bad < bad);
    worst.splice(place < 0 ? worst.length : place, 0, { row, bad });
    if (worst.length > mostRows) worst.pop();
  }
  return worst.map(({ row }) => rowOf({ numbers, columns }, row));
}

const rowOf = ({ numbers, columns }: NumberedRows, row: number): EvaluationWorst => ({
  row: numbers[row] ?? 0,
  values: Object.fromEntries(columns.map(({ name, at }) => [name.slice(1), at(row)])),
});

type Places = ArrayLike<number>;

/** How often two models answer alike, and the first rows of which one is right and the other is not. */
export function disagreement(
  labels: Places,
  { own, other }: { readonly own: Places; readonly other: Places },
  rows: NumberedRows,
): EvaluationDisagreement {
  const found = { bothRight: 0, onlyModel: 0, onlyOther: 0, bothWrong: 0 };
  const told: EvaluationWorst[] = [];
  for (let row = 0; row < labels.length; row++) {
    const [isRight, isOtherRight] = [own[row] === labels[row], other[row] === labels[row]];
    found[isRight ? (isOtherRight ? "bothRight" : "onlyModel") : isOtherRight ? "onlyOther" : "bothWrong"] += 1;
    if (isRight !== isOtherRight && told.length < mostRows) told.push(rowOf(rows, row));
  }
  return { ...found, rows: told };
}

import type { Point, Summary } from "./summary.ts";

/** A summary as columns. SQLite has no NaN, so a null value of first and last is NaN; min and max are null together. */
export interface SummaryRow {
  readonly count: number;
  readonly nan_count: number;
  readonly first_step: number;
  readonly first_time: number;
  readonly first_value: number | null;
  readonly last_step: number;
  readonly last_time: number;
  readonly last_value: number | null;
  readonly min_step: number | null;
  readonly min_time: number | null;
  readonly min_value: number | null;
  readonly max_step: number | null;
  readonly max_time: number | null;
  readonly max_value: number | null;
}

const names = [
  ["count", "nan_count", "first_step", "first_time", "first_value", "last_step", "last_time", "last_value"],
  ["min_step", "min_time", "min_value", "max_step", "max_time", "max_value"],
].flat();

/** `count, nan_count, …` for a SELECT or INSERT. */
export const summaryColumns = names.join(", ");

/** `?, ?, …` for the values of an INSERT. */
export const summaryValues = names.map(() => "?").join(", ");

/** `count = ?, …` for an UPDATE. */
export const summaryAssignments = names.map((name) => `${name} = ?`).join(", ");

/** A summary as values for its columns, in their order: SQLite binds by place much faster than by name. */
export type SummaryValues = readonly (number | null)[];

export const toSummaryValues = ({ count, nanCount, first, last, min, max }: Summary): SummaryValues => [
  count,
  nanCount,
  first.step,
  first.time,
  nullForNan(first.value),
  last.step,
  last.time,
  nullForNan(last.value),
  min?.step ?? null,
  min?.time ?? null,
  min?.value ?? null,
  max?.step ?? null,
  max?.time ?? null,
  max?.value ?? null,
];

export function fromSummaryRow(row: SummaryRow): Summary {
  return {
    count: row.count,
    nanCount: row.nan_count,
    first: { step: row.first_step, time: row.first_time, value: row.first_value ?? Number.NaN },
    last: { step: row.last_step, time: row.last_time, value: row.last_value ?? Number.NaN },
    min: extreme(row.min_step, row.min_time, row.min_value),
    max: extreme(row.max_step, row.max_time, row.max_value),
  };
}

function extreme(step: number | null, time: number | null, value: number | null): Point | null {
  return step === null || time === null || value === null ? null : { step, time, value };
}

const nullForNan = (value: number): number | null => (Number.isNaN(value) ? null : value);

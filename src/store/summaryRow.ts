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

/** `@count, @nan_count, …` for the values of an INSERT. */
export const summaryValues = names.map((name) => `@${name}`).join(", ");

/** `count = @count, …` for an UPDATE. */
export const summaryAssignments = names.map((name) => `${name} = @${name}`).join(", ");

export function toSummaryRow({ count, nanCount, first, last, min, max }: Summary): SummaryRow {
  return {
    count,
    nan_count: nanCount,
    first_step: first.step,
    first_time: first.time,
    first_value: nullForNan(first.value),
    last_step: last.step,
    last_time: last.time,
    last_value: nullForNan(last.value),
    min_step: min?.step ?? null,
    min_time: min?.time ?? null,
    min_value: min?.value ?? null,
    max_step: max?.step ?? null,
    max_time: max?.time ?? null,
    max_value: max?.value ?? null,
  };
}

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

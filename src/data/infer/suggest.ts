import type { ColumnFacts } from "./facts.ts";

/** What is promised of a column, and what the promise is drawn from. */
export interface ColumnPromise {
  readonly name: string;
  readonly checks: Readonly<Record<string, unknown>>;
  readonly comment: string;
}

export interface Promises {
  readonly keys: string | undefined;
  readonly split: string | undefined;
  readonly columns: readonly ColumnPromise[];
  readonly checks: readonly Readonly<Record<string, unknown>>[];
}

/** With fewer rows than this only types are promised: what a few rows have in common says little about others. */
const enough = 100;
/** A value of a set is promised when each comes at least so often. */
const timesEach = 5;

const keyNames = /(^|[_\s-])(id|key|uuid|guid)$|[a-z]Id$/i;
const splitNames = /^(split|set|part|subset|fold)$/i;

/** Promises that the data keeps, and that more data of its kind probably keeps as well. */
export function suggest(facts: readonly ColumnFacts[], rows: number): Promises {
  const isMany = rows >= enough;
  const isUnique = (fact: ColumnFacts): boolean => fact.values === rows && fact.distinct === rows;
  const keys = isMany ? facts.find((fact) => isUnique(fact) && keyNames.test(fact.name))?.name : undefined;
  const split = facts.find(({ name, categories }) => {
    const values = categories?.map(({ value }) => value) ?? [];
    return splitNames.test(name) && values.includes("train") && values.includes("test");
  })?.name;
  return {
    keys,
    split,
    columns: facts.map((fact) => promise(fact, fact.name === keys)),
    checks: isMany ? [{ row_count: { min: Math.floor(rows / 2) } }] : [],
  };
}

function promise(fact: ColumnFacts, isKey: boolean): ColumnPromise {
  const { name, type, format, rows, values, distinct, range, longest, pattern, categories } = fact;
  const checks: Record<string, unknown> = { type: format === undefined ? type : { value: type, format } };
  const notes: string[] = [];
  const nulls = rows - values;
  if (nulls > 0) notes.push(`${nulls} of ${rows} null`);
  if (values < enough) return { name, checks, comment: [...notes, `${distinct} distinct`].join(", ") };
  if (nulls === 0) checks.nulls = false;
  if (range !== undefined) {
    notes.push(`${range.min} to ${range.max}`);
    if (!isKey && range.min < range.max) Object.assign(checks, widened(range));
  }
  const isSet = categories?.every(({ count }) => count >= timesEach) === true && values >= 10 * distinct;
  if (isSet) checks.values = categories.map(({ value }) => value);
  else if (type === "string") {
    if (pattern !== undefined) checks.pattern = pattern;
    checks.max_length = Math.max(10, Math.ceil((longest * 2) / 10) * 10);
  }
  notes.push(distinct === values ? "all distinct" : `${distinct} distinct`);
  return { name, checks, comment: notes.join(", ") };
}

/** Half the span more on either side, on a round number; what is never below 0 (above 0) stays so. */
function widened({ min, max }: { readonly min: number; readonly max: number }): { min?: number; max?: number } {
  const margin = (max - min) / 2;
  if (!Number.isFinite(margin)) return {};
  const unit = 10 ** Math.floor(Math.log10(margin));
  const low = min >= 0 && min - margin < 0 ? 0 : round(Math.floor((min - margin) / unit), unit);
  const high = max <= 0 && max + margin > 0 ? 0 : round(Math.ceil((max + margin) / unit), unit);
  return {
    ...(low <= min && isExact(low) ? { min: low } : {}),
    ...(high >= max && isExact(high) ? { max: high } : {}),
  };
}

/** A configuration has no numbers of more than 15 digits. */
const isExact = (value: number): boolean => Math.abs(value) < 1e15;

/** `3 · 0.1` as 0.3. */
const round = (count: number, unit: number): number => Number((count * unit).toPrecision(12));

/** What a cell is sorted by; null (not there) comes last in either direction, and so does NaN. */
export type SortValue = number | string | null;

export interface Sort {
  readonly column: string;
  readonly descending: boolean;
}

const natural = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

/** Rows in order of a value, ties in the order they had. */
export function sortedBy<T>(rows: readonly T[], value: (row: T) => SortValue, descending: boolean): T[] {
  return rows
    .map((row) => ({ row, value: value(row) }))
    .sort((left, right) => compare(left.value, right.value, descending))
    .map((each) => each.row);
}

function compare(left: SortValue, right: SortValue, descending: boolean): number {
  const missing = Number(isMissing(left)) - Number(isMissing(right));
  if (missing !== 0 || isMissing(left)) return missing;
  const order =
    typeof left === "number" && typeof right === "number" ? left - right : natural.compare(String(left), String(right));
  // Infinity − Infinity is NaN, and means equal.
  return (Number.isNaN(order) ? 0 : order) * (descending ? -1 : 1);
}

const isMissing = (value: SortValue): boolean => value === null || Number.isNaN(value);

/** A text that is a number sorts as one: parameters are logged as text. */
export function sortableText(text: string | null): SortValue {
  if (text === null) return null;
  const number = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isNaN(number) ? text : number;
}

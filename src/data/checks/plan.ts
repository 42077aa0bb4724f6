import type { Verdict } from "./outcome.ts";
import type { Table } from "./table.ts";

/** Rows that fail, as a query whose columns are `r`, the row's number, `v`, the value as text, and `c`, the column's name. */
export interface FailingRows {
  readonly table: Table;
  readonly query: string;
  /**
   * Where each row is judged by itself: which of the table's numbered rows fail, the value as text and the column's name, in SQL.
   * They come in the order of the rows by themselves, and those of several checks are found in one pass.
   */
  readonly each?: { readonly fails: string; readonly value: string; readonly column: string };
  /** How many there are. */
  readonly count: number;
}

/** What a check found, and which rows failed. */
export interface Finding {
  readonly verdict: Verdict;
  readonly failing: readonly FailingRows[];
}

/** What a check wants to know about its table, and what it says to that. */
export interface Plan {
  /** Aggregates over the table's rows: those of all checks are computed in one pass. */
  readonly figures: readonly string[];
  /** Gets the figures in the order in which they were asked for; asks on its own where one pass is not enough. */
  judge(figures: readonly unknown[]): Finding | Promise<Finding>;
  /** Where each row is judged by itself: the query of those that fail, as in `FailingRows`, and what is said of one. */
  readonly eachRow?: { readonly query: string; readonly fault: string };
}

export const finding = (verdict: Verdict, failing: readonly FailingRows[] = []): Finding => ({ verdict, failing });

/** A plan that needs no figures. */
export const decided = (verdict: Verdict): Plan => ({ figures: [], judge: () => finding(verdict) });

/** The largest number of rows that is still within what is tolerated. */
export function tolerated(share: number, rows: number): number {
  if (rows === 0) return 0;
  // Multiplying may end just below a whole number (0.29 · 100).
  const near = Math.round(share * rows);
  return near / rows <= share ? near : Math.floor(share * rows);
}

/** A count as DuckDB gives it; 0 for null. */
export const countOf = (value: unknown): number =>
  typeof value === "bigint" || typeof value === "number" ? Number(value) : 0;

/** A figure as DuckDB gives it; null when there is none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "bigint" || typeof value === "number") return Number(value);
  return null;
}

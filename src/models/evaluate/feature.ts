/** One number or text of each row that an input is made of. */
export interface Feature {
  readonly column: string;
  /** In SQL: a DOUBLE, or a VARCHAR for an input of texts; null where the row has none that can be read. */
  readonly sql: string;
  /** Why a row without it is left out; undefined where a number is missing, which a floating-point input takes as NaN. */
  readonly missing: string | undefined;
}

import { invalidParameter } from "../protocol/errors.ts";
import type { Connection } from "./connection.ts";
import type { NumberTest, PresenceTest, TextTest } from "./runQueryAst.ts";

/** A piece of SQL with the values for its question marks: what a caller sent is bound, never spelled. */
export interface Sql {
  readonly text: string;
  readonly values: readonly (string | number | null)[];
}

export const sql = (text: string, ...values: readonly (string | number | null)[]): Sql => ({ text, values });

/** The first column of all rows, which is text. */
export const texts = (db: Connection, { text, values }: Sql): readonly string[] =>
  db
    .prepare<unknown[], string>(text)
    .pluck()
    .all(...values);

/** Joins pieces by ` AND `, `, ` or the like. */
export const joined = (pieces: readonly Sql[], separator: string): Sql => ({
  text: pieces.map(({ text }) => text).join(separator),
  values: pieces.flatMap(({ values }) => values),
});

/** `column` compared with a number; null, which stands for NaN, fulfils nothing. */
export const numberTestSql = (column: string, { comparator, value }: NumberTest): Sql =>
  sql(`${column} ${comparator} ?`, value);

/** `column` compared with text. */
export function textTestSql(column: string, test: TextTest): Sql {
  switch (test.comparator) {
    case "=":
    case "!=":
      return sql(`${column} ${test.comparator} ?`, test.value);
    case "LIKE":
      return sql(`${column} GLOB ?`, checkedPattern(globOf(test.value)));
    case "ILIKE":
      return sql(`${column} LIKE ?`, checkedPattern(test.value));
    case "IN":
    case "NOT IN":
      return sql(`${column} ${test.comparator} (SELECT value FROM json_each(?))`, JSON.stringify(test.values));
  }
}

/** Whether a test asks for presence alone. */
export const isPresenceTest = (test: TextTest | PresenceTest): test is PresenceTest =>
  test.comparator === "IS NULL" || test.comparator === "IS NOT NULL";

/** SQLite's limit, in bytes of UTF-8; a longer pattern would fail only once a row is compared. */
const longestPattern = 50_000;

function checkedPattern(pattern: string): string {
  if (Buffer.byteLength(pattern) <= longestPattern) return pattern;
  throw invalidParameter(`A pattern of LIKE or ILIKE can have at most ${longestPattern} bytes.`);
}

/** SQLite's LIKE ignores case and its GLOB does not: the same pattern in GLOB's signs. */
const globOf = (like: string): string =>
  like.replace(/[%_*?[]/g, (sign) => {
    if (sign === "%") return "*";
    return sign === "_" ? "?" : `[${sign}]`;
  });

/**
 * The number that a text is, null where it is none: CAST would take `2026-01-31` for 2026. Signs stand first or after an e,
 * which stands once and between digits; there is one point.
 */
export const numberOfTextSql = (value: string): string =>
  `iif(${value} GLOB '*[0-9]*' AND ${value} NOT GLOB '*[^-+.0-9eE]*' AND ${value} NOT GLOB '*[0-9.][-+]*'
    AND ${value} NOT GLOB '*[-+][-+eE]*' AND ${value} NOT GLOB '*.*.*' AND ${value} NOT GLOB '*[eE]*[eE.]*'
    AND ${value} NOT GLOB '[eE]*' AND ${value} NOT GLOB '*[-+eE]', CAST(${value} AS REAL), NULL)`;

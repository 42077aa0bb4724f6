import { identifier } from "../duckdb/sql.ts";

/** Rows with their places. */
export interface Placed {
  /** What stands after FROM: all columns, and the two below. Rows come in the order of the files. */
  readonly from: string;
  /** The name of the column that holds the file's index in the relation's `files`. */
  readonly file: string;
  /** The name of the column that holds the record's number in its file, from 1, as `locateCells` and `locateValues` count. */
  readonly record: string;
}

/** No column of a file is likely to be called like these. */
export const fileColumn = "tidemark.file";
export const recordColumn = "tidemark.record";

/** Rows of each file, numbered as they come. */
export function eachPlaced(parts: readonly { readonly file: number; readonly from: string }[]): Placed {
  const numbered = parts.map(
    ({ file, from }) =>
      `SELECT *, ${file} AS ${identifier(fileColumn)}, row_number() OVER () AS ${identifier(recordColumn)} FROM ${from}`,
  );
  return { from: `(${numbered.join(" UNION ALL BY NAME ")})`, file: fileColumn, record: recordColumn };
}

import type { DuckDBDataChunk } from "@duckdb/node-api";

/** Some rows of one column as numbers. */
export interface NumberColumn {
  /** NaN where there is none. */
  readonly values: Float64Array;
  /** 1 where the column is null. */
  readonly missing: Uint8Array;
}

/** A column of numbers of at most 53 bits, without a list of objects. */
export function numberColumn(chunk: DuckDBDataChunk, column: number): NumberColumn {
  const vector = chunk.getColumnVector(column);
  const { itemCount } = vector;
  const values = new Float64Array(itemCount);
  const missing = new Uint8Array(itemCount);
  for (let row = 0; row < itemCount; row++) {
    const value = vector.getItem(row);
    values[row] = typeof value === "number" ? value : Number.NaN;
    if (value === null) missing[row] = 1;
  }
  return { values, missing };
}

/** Some rows of one column as texts. */
export interface TextColumn {
  /** Empty where there is none. */
  readonly values: readonly string[];
  readonly missing: Uint8Array;
}

export function textColumn(chunk: DuckDBDataChunk, column: number): TextColumn {
  const found = chunk.getColumnValues(column);
  return {
    values: found.map((value) => (typeof value === "string" ? value : "")),
    missing: Uint8Array.from(found, (value) => (value === null ? 1 : 0)),
  };
}

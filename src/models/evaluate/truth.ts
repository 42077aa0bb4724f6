import { identifier } from "../../data/duckdb/sql.ts";
import { placeIn } from "./survey.ts";

/** What is true of each row, and how it is read. */
export interface Truth {
  readonly columns: readonly {
    /** A number. */
    readonly sql: string;
    /** Why a row without it is left out. */
    readonly missing: string;
  }[];
  /** A null is NaN. */
  readonly isKnown: (value: number) => boolean;
}

/** One of the labels, by its place in them. */
export function classTruth(column: string, labels: readonly string[]): Truth {
  return { columns: [{ sql: placeIn(labels, column), missing: `"${column}" is missing` }], isKnown: Number.isFinite };
}

export function numberTruth(column: string): Truth {
  return {
    columns: [{ sql: `TRY_CAST(${identifier(column)} AS DOUBLE)`, missing: `"${column}" is missing or no number` }],
    isKnown: Number.isFinite,
  };
}

/** 1 for relevant, more for more relevant, 0 for not at all. */
export function relevanceTruth(column: string): Truth {
  return {
    columns: [
      { sql: `TRY_CAST(${identifier(column)} AS DOUBLE)`, missing: `"${column}" is missing, negative or no number` },
    ],
    isKnown: (value) => Number.isFinite(value) && value >= 0,
  };
}

/** Several labels, each there or not: 1 and 0, true and false, or their texts. */
export function labelsTruth(columns: readonly string[]): Truth {
  const oneOrZero = (column: string): string => {
    const number = `TRY_CAST(${column} AS DOUBLE)`;
    return `CASE WHEN ${number} IN (0, 1) THEN ${number} WHEN ${number} IS NULL THEN CAST(TRY_CAST(CAST(${column} AS VARCHAR) AS BOOLEAN) AS DOUBLE) END`;
  };
  return {
    columns: columns.map((column) => ({
      sql: oneOrZero(identifier(column)),
      missing: `"${column}" is neither 1 nor 0`,
    })),
    isKnown: Number.isFinite,
  };
}

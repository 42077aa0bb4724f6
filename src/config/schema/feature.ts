import * as z from "zod";
import { strictObject } from "./strict.ts";
import { ColumnNames, Duration, Text } from "./words.ts";

const name = "the name of a data set or feature";
const Name = z.string({ error: name }).min(1, { error: name });

const Join = strictObject({
  from: Name.describe("A data set or feature with a `time`."),
  on: ColumnNames.describe(
    "The columns that both sides share; the joined side's keys without its time when left out.",
  ).optional(),
  columns: ColumnNames.describe(
    "The columns to take over; all but the shared ones and the time when left out.",
  ).optional(),
  within: Duration.describe(
    "How old a value may be: 30d, 12h. Older ones count as missing; any age when left out.",
  ).optional(),
  prefix: Text.describe("What stands before the names of the columns that are taken over.").optional(),
});

/** Joins that look at the past alone: for each row of the base the latest values before its time. */
export const PointInTime = strictObject({
  base: Name.describe("A data set or feature with a `time`: its rows are the rows of the result."),
  join: z
    .array(Join, { error: "a list of joins such as {from: orders_by_day}" })
    .min(1, { error: "a list of at least one join" }),
});
export type PointInTime = z.output<typeof PointInTime>;

const csvOrParquet = "a path that ends in .parquet or .csv";

/** The fields of a feature that a data set lacks. */
export const featureFields = {
  sql: Text.describe("A SELECT in DuckDB's SQL; data sets and features are tables of their names."),
  sql_file: Text.describe("A file with such a SELECT, from this file's folder."),
  point_in_time: PointInTime.describe("A join that takes for each row only what was known at its time."),
  output: z
    .string({ error: csvOrParquet })
    .regex(/\.(parquet|csv)$/, { error: csvOrParquet })
    .describe("Where the result goes; .tidemark/features/NAME.parquet when left out."),
};

export const stepKeys = ["sql", "sql_file", "point_in_time"] as const;

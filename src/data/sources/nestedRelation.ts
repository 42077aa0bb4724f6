import { stat } from "node:fs/promises";
import * as z from "zod";
import type { DataSource } from "../../protocol/dataEntities.ts";
import type { Session } from "../duckdb/database.ts";
import { literal, literals } from "../duckdb/sql.ts";
import { bytesOf, compressionOf } from "../files/bytes.ts";
import { wholeBytes } from "./delimitedLayout.ts";
import type { SourceFiles } from "./files.ts";
import { eachPlaced, type Placed } from "./placed.ts";

const Described = z.object({ column_name: z.string(), column_type: z.string() });
type Described = z.infer<typeof Described>;

/** JSON Lines, and JSON files that are a list of rows or one. Nested values become lists and structs. */
export async function nestedRelation(
  session: Session,
  { partitioned }: DataSource,
  { format, files }: SourceFiles,
): Promise<{ readonly from: string; readonly placed: Placed }> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  // DuckDB takes compressed data that ends early for all there is.
  for (const file of files) if (compressionOf(file) !== undefined) for await (const _ of bytesOf(file, session.signal));
  const usual = [
    `format = '${format === "jsonl" ? "newline_delimited" : "auto"}'`,
    `hive_partitioning = ${partitioned === "hive"}`,
  ];
  const guessing = [
    ...usual,
    "union_by_name = true",
    // Types follow from all rows where that is quick, else from the first ones.
    ...(sizes.reduce((sum, size) => sum + size, 0) <= wholeBytes ? ["sample_size = -1"] : []),
  ];
  const columns = await session.rows(Described, `DESCRIBE FROM ${call(files, guessing)}`);
  // Without its columns named, DuckDB would look for their types again at every query.
  const settings = canName(columns) && partitioned === undefined ? [...usual, named(columns)] : guessing;
  return {
    from: call(files, settings),
    placed: eachPlaced(files.map((file, i) => ({ file: i, from: call([file], settings) }))),
  };
}

const call = (files: readonly string[], settings: readonly string[]): string =>
  `read_json(${[literals(files), ...settings].join(", ")})`;

const named = (columns: readonly Described[]): string =>
  `columns = {${columns.map(({ column_name, column_type }) => `${literal(column_name)}: ${literal(column_type)}`).join(", ")}}`;

/** Whether the columns are keys: DuckDB makes up a name for rows that are no objects, and numbers keys that differ in case alone. */
function canName(columns: readonly Described[]): boolean {
  const names = new Set(columns.map(({ column_name }) => column_name.toLowerCase()));
  const isMadeUp = ({ column_name }: Described): boolean => {
    const [, base] = /^(.*)_[0-9]+$/s.exec(column_name) ?? [];
    return column_name === "json" || (base !== undefined && names.has(base.toLowerCase()));
  };
  return !columns.some(isMadeUp);
}

import { stat } from "node:fs/promises";
import type { DataSource } from "../../protocol/dataEntities.ts";
import type { Session } from "../duckdb/database.ts";
import { literals } from "../duckdb/sql.ts";
import { bytesOf, compressionOf } from "../files/bytes.ts";
import { wholeBytes } from "./delimitedLayout.ts";
import type { SourceFiles } from "./files.ts";
import { eachPlaced, type Placed } from "./placed.ts";

/** JSON Lines, and JSON files that are a list of rows or one. Nested values become lists and structs. */
export async function nestedRelation(
  { signal }: Session,
  { partitioned }: DataSource,
  { format, files }: SourceFiles,
): Promise<{ readonly from: string; readonly placed: Placed }> {
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  // DuckDB takes compressed data that ends early for all there is.
  for (const file of files) if (compressionOf(file) !== undefined) for await (const _ of bytesOf(file, signal));
  const settings = [
    `format = '${format === "jsonl" ? "newline_delimited" : "auto"}'`,
    "union_by_name = true",
    `hive_partitioning = ${partitioned === "hive"}`,
    // Types follow from all rows where that is quick, else from the first ones.
    ...(sizes.reduce((sum, size) => sum + size, 0) <= wholeBytes ? ["sample_size = -1"] : []),
  ].join(", ");
  const call = (read: readonly string[]): string => `read_json(${literals(read)}, ${settings})`;
  return { from: call(files), placed: eachPlaced(files.map((file, i) => ({ file: i, from: call([file]) }))) };
}

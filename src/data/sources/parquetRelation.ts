import type { DataSource } from "../../protocol/dataEntities.ts";
import { identifier, literals } from "../duckdb/sql.ts";
import type { SourceFiles } from "./files.ts";
import { fileColumn, type Placed, recordColumn } from "./placed.ts";

/** Parquet files; DuckDB knows the place of each row by itself. */
export function parquetRelation(
  { partitioned }: DataSource,
  { files }: SourceFiles,
): { readonly from: string; readonly placed: Placed } {
  const from = `read_parquet(${literals(files)}, union_by_name = true, hive_partitioning = ${partitioned === "hive"})`;
  const places = `file_index AS ${identifier(fileColumn)}, file_row_number + 1 AS ${identifier(recordColumn)}`;
  return {
    from,
    placed: { from: `(SELECT *, ${places} FROM ${from})`, file: fileColumn, record: recordColumn },
  };
}

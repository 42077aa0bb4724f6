import type { DataFormat, DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import { literal, literals } from "../duckdb/sql.ts";

interface ReadOptions {
  readonly asText: boolean;
}

/** DuckDB's call that reads these files. What the source does not say is pinned: guesses fail on slightly broken files. */
export function readFunction(
  files: readonly string[],
  source: DataSource & { readonly format: DataFormat },
  options: ReadOptions,
): string {
  const { format, partitioned } = source;
  const hive = partitioned === "hive" ? ["hive_partitioning = true"] : ["hive_partitioning = false"];
  const call = (name: string, settings: readonly string[]): string =>
    `${name}(${[literals(files), ...settings, ...hive].join(", ")})`;
  switch (format) {
    case "csv":
    case "tsv":
      return call("read_csv", [...delimitedSettings(source, options), "union_by_name = true"]);
    case "jsonl":
      return call("read_json", ["format = 'newline_delimited'", "union_by_name = true"]);
    case "json":
      return call("read_json", ["format = 'auto'", "union_by_name = true"]);
    case "parquet":
      return call("read_parquet", ["union_by_name = true"]);
    default:
      throw invalidParameter(`Sources of the format ${format} can't be read yet.`);
  }
}

function delimitedSettings(source: DataSource & { readonly format: DataFormat }, { asText }: ReadOptions): string[] {
  const { format, delimiter = format === "tsv" ? "\t" : ",", quote = '"', header = true, nulls = [""] } = source;
  return [
    `delim = ${literal(delimiter)}`,
    `quote = ${literal(quote)}`,
    `escape = ${literal(quote)}`,
    `header = ${header}`,
    `encoding = ${literal(source.encoding ?? "utf-8")}`,
    ...(asText ? ["all_varchar = true"] : [`nullstr = ${literals(nulls)}`]),
  ];
}

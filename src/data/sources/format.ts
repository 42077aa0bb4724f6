import type { DataFormat } from "../../protocol/dataEntities.ts";

/** What files of an ending hold; `.gz` and `.zst` behind it are read as well, for text. */
const formats: Readonly<Record<string, DataFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "json",
  parquet: "parquet",
  pq: "parquet",
  arrow: "arrow",
  arrows: "arrow",
  feather: "arrow",
  ipc: "arrow",
  sqlite: "sqlite",
  sqlite3: "sqlite",
  db: "sqlite",
};

/** By the file's name; undefined for others. */
export function formatOf(file: string): DataFormat | undefined {
  const [, ending] = /\.([a-z0-9]+)(?:\.(?:gz|zst))?$/i.exec(file) ?? [];
  return ending === undefined ? undefined : formats[ending.toLowerCase()];
}

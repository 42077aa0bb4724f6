import { stat } from "node:fs/promises";
import { join } from "node:path";
import type { DataFormat } from "../../protocol/dataEntities.ts";

/** What files of an ending hold; `.gz` and `.zst` behind it are read as well. */
const formats: Readonly<Record<string, DataFormat>> = {
  csv: "csv",
  tsv: "tsv",
  tab: "tsv",
  jsonl: "jsonl",
  ndjson: "jsonl",
  json: "json",
  parquet: "parquet",
  pq: "parquet",
};

/** By the file's name; undefined for others. */
export function formatOf(file: string): DataFormat | undefined {
  const [, ending] = /\.([a-z]+)(?:\.(?:gz|zst))?$/i.exec(file) ?? [];
  return ending === undefined ? undefined : formats[ending.toLowerCase()];
}

/** A glob for a path: a file that is named like one stays itself, a folder stands for all data files below it. */
export async function patternOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return path;
  const escaped = path.replace(/[*?[\]]/g, "[$&]");
  return found.isDirectory() ? join(escaped, "**", `*.*`) : escaped;
}

import type { DataFormat, DataSource } from "../../protocol/dataEntities.ts";
import { dialectOf } from "../delimited/dialect.ts";
import type { FileCheck, FileFindings } from "../delimited/findings.ts";
import { type DelimitedStructure, readDelimited } from "../delimited/structure.ts";
import { readJson } from "../json/structure.ts";
import { binaryStructure } from "./binaryStructure.ts";

/** What is wrong with a file as a file. */
export interface FileStructure extends FileFindings {
  readonly file: string;
  /** Rows, where they were counted. */
  readonly records?: number;
}

export interface FileStructureOptions {
  readonly signal?: AbortSignal | undefined;
  /** How many findings of each check are described; 1000 when left out. */
  readonly limit?: number;
}

/** What is looked for in files of a format. */
export const fileChecksOf = (format: DataFormat): readonly FileCheck[] => checks[format];

const ends = ["truncated_file", "wrong_dialect"] as const;
const table = [...ends, "invalid_encoding", "blank_rows", "ragged_rows", "blank_headers", "duplicate_headers"] as const;
const checks: Readonly<Record<DataFormat, readonly FileCheck[]>> = {
  csv: table,
  tsv: table,
  jsonl: [...ends, "invalid_encoding", "blank_rows"],
  json: [...ends, "invalid_encoding"],
  parquet: ends,
  arrow: ends,
  sqlite: ends,
  postgresql: [],
};

/** Whether a structure is a delimited file's, with which relations are read. */
export const isDelimited = (structure: FileStructure): structure is DelimitedStructure => "dialect" in structure;

/**
 * Reads what can be told of a local file without reading its values: text from end to end, of other formats beginning and end.
 * @throws TidemarkError `cancelled` once the signal has aborted; errors of the file system
 */
export async function fileStructure(
  file: string,
  source: DataSource & { readonly format: DataFormat },
  { signal, limit = 1000 }: FileStructureOptions = {},
): Promise<FileStructure> {
  switch (source.format) {
    case "csv":
    case "tsv":
      return await readDelimited(file, dialectOf(source), { signal, limit });
    case "json":
    case "jsonl":
      return await readJson(file, source.format, { signal, limit });
    case "parquet":
    case "arrow":
    case "sqlite":
      return await binaryStructure(file, source.format);
    case "postgresql":
      return { file, findings: [], counts: {} };
  }
}

import * as z from "zod";
import type { Dataset } from "../../config/config.ts";
import { isAddress } from "../../protocol/address.ts";
import type { TextRange } from "../../protocol/checkEntities.ts";
import type { DataFormat } from "../../protocol/dataEntities.ts";
import { locateCells } from "../delimited/locate.ts";
import type { Session } from "../duckdb/database.ts";
import { locateValues } from "../json/locateValues.ts";
import { relationOf } from "../sources/relation.ts";
import { type FileStructure, fileStructure, isDelimited } from "../structure/fileStructure.ts";
import { dataSource } from "./declaredDatasets.ts";

/** A place before it is looked up where in its file it stands. */
export interface RawPlace {
  readonly file: string | null;
  readonly record: number | null;
  readonly column: string | null;
  readonly value: string | null;
}

/** A table's files: which row stands where. */
export interface FileSet {
  /** Of local files, in their order; empty where there are others. */
  structures(): Promise<readonly FileStructure[]>;
  /** Where the row of that number stands, from 1. */
  placeOf(row: number): Promise<{ readonly file: string | null; readonly record: number | null }>;
  /** Ranges of values, in the order asked; null where there are none. */
  ranges(places: readonly RawPlace[]): Promise<readonly (TextRange | null)[]>;
}

const Counted = z.object({ rows: z.bigint() });
/** Findings of each check that are described. */
const mostFindings = 20;

export function fileSet(
  session: Session,
  source: Dataset["source"],
  table: { readonly files: readonly string[]; readonly format: DataFormat },
  { workspace, signal }: { readonly workspace: string; readonly signal: AbortSignal | undefined },
): FileSet {
  const { files, format } = table;
  let read: Promise<readonly FileStructure[]> | undefined;
  const structures = (): Promise<readonly FileStructure[]> => {
    read ??= readAll(files, { ...dataSource(source), format }, signal);
    return read;
  };
  const counts: number[] = [];
  const countOf = async (at: number): Promise<number> => {
    const known = counts[at] ?? (await structures())[at]?.records;
    if (known !== undefined) return known;
    const path = files[at] ?? "";
    const { from } = await relationOf(
      session,
      { ...dataSource(source), format, paths: [path] },
      { workspace, asText: true },
    );
    const { rows } = await session.row(Counted, `SELECT count(*) AS rows FROM ${from}`);
    counts[at] = Number(rows);
    return Number(rows);
  };
  return {
    structures,
    async placeOf(row) {
      let record = row;
      for (const [at, file] of files.entries()) {
        if (at === files.length - 1) return { file, record };
        const count = await countOf(at);
        if (record <= count) return { file, record };
        record -= count;
      }
      return { file: null, record: null };
    },
    async ranges(places) {
      const found: (TextRange | null)[] = places.map(() => null);
      for (const structure of await structures()) {
        const ofFile = places.flatMap((place, at) => (place.file === structure.file ? [{ ...place, at }] : []));
        if (ofFile.length === 0) continue;
        const located = await rangesIn(structure, format, ofFile, signal);
        for (const [i, { at }] of ofFile.entries()) found[at] = located[i] ?? null;
      }
      return found;
    },
  };
}

/** Where values stand in a file that is text. */
async function rangesIn(
  structure: FileStructure,
  format: DataFormat,
  places: readonly RawPlace[],
  signal: AbortSignal | undefined,
): Promise<(TextRange | null)[]> {
  const { file } = structure;
  if (isDelimited(structure)) {
    const cells = places.map(({ record, column }) => ({
      record: record ?? -1,
      column: column === null ? 0 : structure.columns.indexOf(column),
    }));
    const located = await locateCells(file, structure.dialect, cells, { known: structure, signal });
    return located.map((cell, i) => ((cells[i]?.column ?? -1) < 0 ? null : (cell?.range ?? null)));
  }
  if (format !== "json" && format !== "jsonl") return [];
  const values = places.map(({ record, column }) => ({ record: record ?? 0, key: column ?? "" }));
  return (await locateValues(file, format, values, signal)).map((value) => value?.range ?? null);
}

async function readAll(
  files: readonly string[],
  source: Parameters<typeof fileStructure>[1],
  signal: AbortSignal | undefined,
): Promise<readonly FileStructure[]> {
  if (files.some(isAddress)) return [];
  const structures: FileStructure[] = [];
  for (const file of files) structures.push(await fileStructure(file, source, { signal, limit: mostFindings }));
  return structures;
}

import * as z from "zod";
import type { Dataset } from "../../config/config.ts";
import type { TextRange } from "../../protocol/checkEntities.ts";
import type { DataFormat } from "../../protocol/dataEntities.ts";
import { type Dialect, dialectOf } from "../delimited/dialect.ts";
import { locateCells } from "../delimited/locate.ts";
import { type DelimitedStructure, readDelimited } from "../delimited/structure.ts";
import type { Session } from "../duckdb/database.ts";
import { relationOf } from "../sources/relation.ts";
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
  /** Of delimited files, in their order; empty for other formats. */
  structures(): Promise<readonly DelimitedStructure[]>;
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
  const dialect: Dialect | undefined =
    (format === "csv" || format === "tsv") && files.every(isLocal) ? dialectOf({ ...source, format }) : undefined;
  let read: Promise<readonly DelimitedStructure[]> | undefined;
  const structures = (): Promise<readonly DelimitedStructure[]> => {
    read ??= readAll(files, dialect, signal);
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
      if (dialect === undefined) return found;
      const known = await structures();
      for (const { file, columns } of known) {
        const cells = places.flatMap(({ file: of, record, column }, at) => {
          const index = column === null ? 0 : columns.indexOf(column);
          return of !== file || record === null || index < 0 ? [] : [{ at, record, column: index }];
        });
        if (cells.length === 0) continue;
        const located = await locateCells(file, dialect, cells, signal);
        for (const [i, { at }] of cells.entries()) found[at] = located[i]?.range ?? null;
      }
      return found;
    },
  };
}

const isLocal = (path: string): boolean => !/^[a-z][a-z0-9+.-]+:\/\//i.test(path);

async function readAll(
  files: readonly string[],
  dialect: Dialect | undefined,
  signal: AbortSignal | undefined,
): Promise<readonly DelimitedStructure[]> {
  if (dialect === undefined) return [];
  const structures: DelimitedStructure[] = [];
  for (const file of files) structures.push(await readDelimited(file, dialect, { signal, limit: mostFindings }));
  return structures;
}

import { isAbsolute, join } from "node:path";
import * as z from "zod";
import type { DataFormat, DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { literal } from "../duckdb/sql.ts";
import { formatOf, patternOf } from "./format.ts";
import { readFunction } from "./readFunction.ts";

/** A source that can be queried. */
export interface Relation {
  /** What stands after FROM: rows in the order of the files. */
  readonly from: string;
  readonly format: DataFormat;
  /** Absolute paths in the order in which they are read, or addresses. */
  readonly files: readonly string[];
}

export interface RelationOptions {
  /** Where relative paths begin. */
  readonly workspace: string;
  /** Read the values of delimited text as they are written, nulls included, instead of guessing types. */
  readonly asText?: boolean;
}

/**
 * Finds a source's files and says how DuckDB reads them.
 * @throws TidemarkError `notFound` when there is no such file, `invalidParameter` when files are of several formats or of none
 * that is known
 */
export async function relationOf(
  session: Session,
  source: DataSource,
  { workspace, asText = false }: RelationOptions,
): Promise<Relation> {
  const files: string[] = [];
  for (const path of source.paths) files.push(...(await filesOf(session, path, workspace)));
  const formats = new Set(files.map((file) => source.format ?? formatOf(file)));
  const [format, another] = formats;
  if (format === undefined) {
    throw invalidParameter(`What ${files[0]} holds can't be told from its name: say its "format".`);
  }
  if (another !== undefined || formats.size > 1) {
    throw invalidParameter(`The files are of several formats (${[...formats].join(", ")}): one source has one.`);
  }
  return { from: readFunction(files, { ...source, format }, { asText }), format, files };
}

const isAddress = (path: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(path);

async function filesOf(session: Session, path: string, workspace: string): Promise<readonly string[]> {
  if (isAddress(path)) return [path];
  const pattern = await patternOf(isAbsolute(path) ? path : join(workspace, path));
  const found = await session.rows(
    z.object({ file: z.string() }),
    `SELECT file FROM glob(${literal(pattern)}) ORDER BY file`,
  );
  if (found.length === 0) throw notFound(`There is no file ${path}.`);
  return found.map(({ file }) => file);
}

import { readdir, realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, sep } from "node:path";
import * as z from "zod";
import { isAddress } from "../../protocol/address.ts";
import type { DataFormat, DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { literal } from "../duckdb/sql.ts";
import { formatOf } from "./format.ts";

export interface SourceFiles {
  readonly format: DataFormat;
  /** Absolute paths in the order in which they are read, or addresses. */
  readonly files: readonly string[];
}

/**
 * The files that a source has at the moment; none of them is opened. In a folder these are the data files below it: files of other
 * endings, hidden ones, and those that begin with `_`, as markers of other tools do, are passed over, and so are links that lead
 * out of the workspace.
 * @throws TidemarkError `notFound` when there is no such file, `invalidParameter` when files are of several formats or of none
 * that is known
 */
export async function sourceFiles(session: Session, source: DataSource, workspace: string): Promise<SourceFiles> {
  const files: string[] = [];
  for (const path of source.paths) files.push(...(await filesOf(session, path, source.format, workspace)));
  const formats = new Set(files.map((file) => source.format ?? formatOf(file)));
  const [format, another] = formats;
  if (format === undefined) {
    throw invalidParameter(`What ${files[0]} holds can't be told from its name: say its "format".`);
  }
  if (another !== undefined || formats.size > 1) {
    throw invalidParameter(`The files are of several formats (${[...formats].join(", ")}): one source has one.`);
  }
  return { format, files: [...new Set(files)] };
}

/** The files of one path of a source. @throws TidemarkError `notFound` when there is none */
export async function filesOf(
  session: Session,
  path: string,
  format: DataFormat | undefined,
  workspace: string,
): Promise<readonly string[]> {
  if (isAddress(path)) return [path];
  const absolute = isAbsolute(path) ? path : join(workspace, path);
  const entry = await stat(absolute).catch(() => undefined);
  if (entry?.isFile()) return [absolute];
  if (entry?.isDirectory()) {
    const found = await filesIn(absolute, format, workspace);
    if (found.length === 0) throw notFound(`There is no data file in the folder ${path}.`);
    return found;
  }
  const Found = z.object({ file: z.string() });
  const found = await session.rows(Found, `SELECT file FROM glob(${literal(absolute)}) ORDER BY file`);
  if (found.length === 0) throw notFound(`There is no file ${path}.`);
  return found.map(({ file }) => file);
}

async function filesIn(folder: string, format: DataFormat | undefined, workspace: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    if (
      relative(folder, file)
        .split(sep)
        .some((part) => /^[._]/.test(part)) ||
      !isData(file, format)
    )
      continue;
    if (entry.isFile() || (entry.isSymbolicLink() && (await leadsInto(workspace, file)))) found.push(file);
  }
  return found.sort();
}

/** Where the format is said, names without an ending count as well: other tools write such parts. */
function isData(file: string, format: DataFormat | undefined): boolean {
  const ending = formatOf(file);
  if (ending === undefined) return format !== undefined && !basename(file).includes(".");
  return format === undefined || ending === format;
}

async function leadsInto(workspace: string, link: string): Promise<boolean> {
  const [root, target] = await Promise.all([realpath(workspace), realpath(link).catch(() => undefined)]);
  if (target === undefined || relative(root, target).split(sep)[0] === "..") return false;
  return (await stat(target)).isFile();
}

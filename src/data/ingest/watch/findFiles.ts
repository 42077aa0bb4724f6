import { open, realpath, stat } from "node:fs/promises";
import { basename, isAbsolute, join, relative, sep } from "node:path";
import type { Source } from "../../../config/schema/source.ts";
import type { DataFormat } from "../../../protocol/dataEntities.ts";
import { TidemarkError } from "../../../protocol/errors.ts";
import type { Session } from "../../duckdb/database.ts";
import { filesOf } from "../../sources/files.ts";
import { formatOf } from "../../sources/format.ts";

/** A file as it is at the moment. */
export interface FoundFile {
  /** Absolute. */
  readonly file: string;
  /** From the workspace's folder with `/`, or absolute outside it. */
  readonly path: string;
  readonly stamp: string;
}

export interface Found {
  readonly files: readonly FoundFile[];
  /** Paths that were passed over since Tidemark itself writes there. */
  readonly own: readonly string[];
}

/** Names that others give to files that are not whole yet. */
const unfinished = /^[._]|\.(tmp|temp|part|partial|crdownload|download)$/i;
/** Files of rows that were taken. */
const part = /day=[^/\\]*[/\\]rows-\d{6}\.parquet$/;

/**
 * The files that are in watched folders.
 * @param rows the folder that rows of the data set go to, from the workspace's
 */
export async function findFiles(session: Session, watch: Source, workspace: string, rows: string): Promise<Found> {
  const target = await realpath(join(workspace, rows)).catch(() => join(workspace, rows));
  const files = new Map<string, FoundFile>();
  const own: string[] = [];
  for (const each of watch.paths) {
    for (const file of await present(session, each, watch, workspace)) {
      if (unfinished.test(basename(file)) || files.has(file)) continue;
      const path = shortPath(workspace, file);
      const stamp = await stampOf(file);
      if (stamp === undefined) continue;
      const real = await realpath(file).catch(() => file);
      if (real.startsWith(target + sep) || part.test(file)) own.push(path);
      else files.set(file, { file, path, stamp });
    }
  }
  return { files: [...files.values()], own };
}

async function present(session: Session, path: string, { format }: Source, workspace: string) {
  try {
    return await filesOf(session, path, format, workspace);
  } catch (error) {
    if (error instanceof TidemarkError && error.code === "notFound") return [];
    throw error;
  }
}

const shortPath = (workspace: string, file: string): string => {
  const short = relative(workspace, file);
  return short.startsWith("..") || isAbsolute(short) ? file : short.replaceAll("\\", "/");
};

/** What changes when a file is written or replaced; undefined when there is none. */
export async function stampOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found?.isFile() ? `${found.size} ${found.mtimeMs} ${found.ino}` : undefined;
}

/** Whether a text file of lines ends in the middle of one, as when it is being written. */
export async function endsWithinLine(file: string, format: DataFormat | undefined): Promise<boolean> {
  const isLines = ["csv", "tsv", "jsonl"].includes(format ?? formatOf(file) ?? "");
  if (!isLines || /\.(gz|zst)$/i.test(file)) return false;
  const handle = await open(file, "r").catch(() => undefined);
  if (handle === undefined) return false;
  try {
    const { size } = await handle.stat();
    if (size === 0) return false;
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, Math.max(0, size - 2));
    const [before, last] = size === 1 ? [0, buffer[0]] : buffer;
    // Little-endian UTF-16 ends with the other byte of a line feed.
    return last !== 10 && !(last === 0 && before === 10);
  } finally {
    await handle.close();
  }
}

import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { type Segment, syncFolder } from "./journal.ts";
import { type KeptColumn, keptValue, valuesOf } from "./keptColumns.ts";

/** A part grows until it has this many bytes: larger ones take long to rewrite, smaller ones are slow to read. */
const mostBytes = 32 * 2 ** 20;
const partName = /^rows-(\d{6})\.parquet$/;

const Names = z.object({ name: z.string() });
const Days = z.object({ day: z.string() });
const Metadata = z.object({ segment: z.string() });

/**
 * Puts a segment's rows into Parquet files, a folder for each day. The last file of a day is written anew with the rows that come
 * to it, and takes its place by being renamed: who reads sees all of a segment's rows of a day, or none. The file names the segment
 * that it ends with, so that rows are put there once even when it is done again after a crash.
 */
export async function placeSegment(session: Session, workspace: string, segment: Segment): Promise<void> {
  const { folder, columns, nulls } = segment.head;
  await load(session, segment);
  const all = await allColumns(session, columns);
  const fields = all.map((column, at) => keptValue(column, at)).join(", ");
  const kept = `SELECT ${fields} FROM (SELECT n, day${valuesOf(all, nulls)} FROM journaled)`;
  for (const { day } of await session.rows(Days, "SELECT DISTINCT day FROM journaled ORDER BY day")) {
    const target = join(workspace, folder, `day=${day}`);
    await mkdir(target, { recursive: true });
    await placeDay(session, target, segment.id, `${kept} WHERE day = ${literal(day)} ORDER BY n`);
    await syncFolder(join(workspace, folder));
  }
  await session.run("DROP TABLE journaled");
}

async function load(session: Session, { records }: Segment): Promise<void> {
  await session.run("CREATE OR REPLACE TEMP TABLE journaled (n BIGINT, day VARCHAR, raw VARCHAR)");
  const appender = await session.connection.createAppender("journaled", undefined, "temp");
  let number = 0n;
  for (const { rows } of records) {
    for (const [text, day] of rows) {
      appender.appendBigInt(number);
      appender.appendVarchar(day);
      appender.appendVarchar(text);
      appender.endRow();
      number += 1n;
    }
  }
  appender.closeSync();
}

/** Columns that are not declared are kept as well; names that differ in case alone are one column. */
async function allColumns(session: Session, columns: readonly KeptColumn[]): Promise<KeptColumn[]> {
  const found = await session.rows(
    Names,
    "SELECT DISTINCT unnest(json_keys(raw)) AS name FROM journaled ORDER BY name",
  );
  const bySpelling = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  for (const { name } of found) {
    const first = bySpelling.get(name.toLowerCase());
    if (first?.name === name) continue;
    const column = first === undefined ? { name } : { ...first, also: [...(first.also ?? []), name] };
    bySpelling.set(name.toLowerCase(), column);
  }
  return [...bySpelling.values()];
}

async function placeDay(session: Session, folder: string, segment: string, rows: string): Promise<void> {
  const numbers = (await readdir(folder)).flatMap((name) => partName.exec(name)?.[1] ?? []).map(Number);
  const last = Math.max(0, ...numbers);
  const file = partFile(folder, last);
  if (last > 0 && (await segmentOf(session, file)) === segment) return;
  const isFull = last === 0 || (await stat(file)).size >= mostBytes;
  const target = isFull ? partFile(folder, last + 1) : file;
  const query = isFull ? rows : `SELECT * FROM read_parquet(${literal(file)}) UNION ALL BY NAME (${rows})`;
  const draft = join(folder, `.${segment}.tmp`);
  const options = `FORMAT parquet, COMPRESSION zstd, KV_METADATA {${identifier(metadataKey)}: ${literal(segment)}}`;
  try {
    await session.run(`COPY (${query}) TO ${literal(draft)} (${options})`);
    await syncFile(draft);
    await rename(draft, target);
    await syncFolder(folder);
  } finally {
    await rm(draft, { force: true });
  }
}

const metadataKey = "tidemark_segment";
const partFile = (folder: string, number: number): string =>
  join(folder, `rows-${String(number).padStart(6, "0")}.parquet`);

/** The segment that a file ends with; undefined for one that was not written here. */
async function segmentOf(session: Session, file: string): Promise<string | undefined> {
  const [found] = await session.rows(
    Metadata,
    `SELECT decode(value) AS segment FROM parquet_kv_metadata(${literal(file)}) WHERE decode(key) = ${literal(metadataKey)}`,
  );
  return found?.segment;
}

async function syncFile(file: string): Promise<void> {
  const handle = await open(file, "r+");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

import { randomUUID } from "node:crypto";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { DataColumn, DataSource } from "../../protocol/dataEntities.ts";
import type { ColumnProfile, DataProfile } from "../../protocol/profileEntities.ts";
import { columnsOf } from "../describe/describe.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { textOf } from "../grid/cellText.ts";
import { asFarAsNeeded, type Reading } from "../sources/reading.ts";
import { relationOf } from "../sources/relation.ts";
import { type ColumnFacts, columnFacts } from "./columnFacts.ts";
import { correlationsOf } from "./correlations.ts";
import { histogramOf } from "./histogram.ts";

export interface ProfileOptions {
  readonly workspace: string;
  readonly temporaryFolder: string;
  readonly onProgress: (progress: { readonly step: string; readonly share: number }) => void;
}

const mostTop = 10;
/** Columns of more distinct values have none that is worth naming, and counting them would take much memory. */
const mostCounted = 50_000;
const mostPatterns = 12;

const Count = z.object({ n: z.bigint().transform(Number) });

/** What the values of a source are like. Text is read once; everything else works on a compressed copy of its columns. */
export async function profileOf(session: Session, source: DataSource, options: ProfileOptions): Promise<DataProfile> {
  const started = performance.now();
  const profile = await asFarAsNeeded((reading) => profileRows(session, source, { ...options, reading }));
  return { ...profile, milliseconds: performance.now() - started };
}

async function profileRows(
  session: Session,
  source: DataSource,
  { workspace, temporaryFolder, reading, onProgress }: ProfileOptions & { readonly reading: Reading },
): Promise<Omit<DataProfile, "milliseconds">> {
  const { from: original, format, files } = await relationOf(session, source, { workspace, reading });
  const copy = join(temporaryFolder, `profile-${randomUUID()}.parquet`);
  try {
    const columns = await columnsOf(session, original);
    onProgress({ step: "Reading the rows", share: 0 });
    await mkdir(temporaryFolder, { recursive: true });
    const from = format === "parquet" ? original : `read_parquet(${literal(copy)})`;
    if (format !== "parquet")
      await session.run(`COPY (SELECT * FROM ${original}) TO ${literal(copy)} (FORMAT parquet)`);
    const { n: rows } = await session.row(Count, `SELECT count(*) AS n FROM ${from}`);
    onProgress({ step: "Looking at all columns", share: 0.3 });
    const facts = await columnFacts(session, from, columns, rows);
    const profiles: ColumnProfile[] = [];
    for (const [index, column] of facts.entries()) {
      onProgress({ step: `Counting the values of ${column.name}`, share: 0.5 + (0.4 * index) / facts.length });
      profiles.push(await withValues(session, from, column));
    }
    onProgress({ step: "Comparing rows and columns", share: 0.9 });
    return {
      format,
      files: [...files],
      rows,
      columns: profiles,
      duplicateRows: await duplicateRows(session, from, columns, rows),
      missing: await missingPatterns(session, from, facts),
      ...(await correlationsOf(session, from, facts, rows)),
    };
  } finally {
    await rm(copy, { force: true });
  }
}

async function withValues(session: Session, from: string, facts: ColumnFacts): Promise<ColumnProfile> {
  const { name, type, kind, distinct } = facts;
  const hasHistogram = kind === "number" || kind === "time";
  const top =
    distinct.value > mostCounted
      ? null
      : await session.rows(
          z.object({ value: z.string(), count: z.bigint().transform(Number) }),
          `SELECT left(${textOf(name, type)}, 200) AS value, count(*) AS count FROM ${from}
           WHERE ${identifier(name)} IS NOT NULL GROUP BY ${identifier(name)}
           ORDER BY count DESC, value LIMIT ${mostTop}`,
        );
  return { ...facts, histogram: hasHistogram ? await histogramOf(session, from, facts) : null, top };
}

async function duplicateRows(
  session: Session,
  from: string,
  columns: readonly DataColumn[],
  rows: number,
): Promise<number> {
  if (columns.length === 0) return 0;
  const all = columns.map(({ name }) => identifier(name)).join(", ");
  const { n } = await session.row(Count, `SELECT count(DISTINCT hash(${all})) AS n FROM ${from}`);
  return rows - n;
}

async function missingPatterns(
  session: Session,
  from: string,
  facts: readonly ColumnFacts[],
): Promise<DataProfile["missing"]> {
  const lacking = facts.filter(({ nulls }) => nulls > 0);
  if (lacking.length === 0) return [];
  const flags = lacking.map(({ name }) => `CASE WHEN ${identifier(name)} IS NULL THEN '1' ELSE '0' END`).join(" || ");
  const patterns = await session.rows(
    z.object({ flags: z.string(), rows: z.bigint().transform(Number) }),
    `SELECT ${flags} AS flags, count(*) AS rows FROM ${from} GROUP BY flags ORDER BY rows DESC, flags LIMIT ${mostPatterns}`,
  );
  return patterns.map(({ flags, rows }) => ({
    columns: lacking.filter((_, index) => flags[index] === "1").map(({ name }) => name),
    rows,
  }));
}

import { rm } from "node:fs/promises";
import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import type { FeatureVersion } from "../../protocol/featureEntities.ts";
import { columnsOf } from "../describe/describe.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { type BuildContext, sha256 } from "./buildContext.ts";
import type { FeatureFiles } from "./featureFiles.ts";
import { ambiguitySql } from "./pointInTime.ts";
import type { Prepared } from "./prepareStep.ts";

export interface Running extends BuildContext {
  readonly files: FeatureFiles;
  readonly commit: string | null;
  readonly duckdb: string;
}

/** Runs a step whose inputs are open, and keeps its result. */
export async function runStep(prepared: Prepared, running: Running): Promise<FeatureVersion> {
  const { feature, sql, key, inputs } = prepared;
  const { session, files, hasher, signal, commit, duckdb } = running;
  const started = performance.now();
  await refuseAmbiguity(prepared, session);
  const draft = await files.draft(feature.name, key);
  try {
    const result = await exact(session, sql);
    await session.run(`COPY (${result}) TO ${literal(draft)} (FORMAT parquet, COMPRESSION zstd)`);
    const written = `read_parquet(${literal(draft)})`;
    const columns = await columnsOf(session, written);
    const { rows } = await session.row(z.object({ rows: z.bigint() }), `SELECT count(*) AS rows FROM ${written}`);
    const version: FeatureVersion = {
      feature: feature.name,
      key,
      content: await hasher.hash([draft], signal),
      sql: sha256(sql),
      inputs: [...inputs],
      rows: Number(rows),
      columns,
      commit,
      builtAt: Date.now(),
      took: performance.now() - started,
      duckdb,
    };
    await files.keep(draft, version);
    return version;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Two values of one time would leave it to chance which is joined. */
async function refuseAmbiguity({ join }: Prepared, session: Session): Promise<void> {
  for (const side of join?.sides ?? []) {
    const { n } = await session.row(z.object({ n: z.bigint() }), ambiguitySql(side));
    if (n === 0n) continue;
    const by = [...side.on, side.time].join(", ");
    const message = `${side.from} has several rows for ${n} of its values of ${by}: a value at a point in time must be one.`;
    throw new TidemarkError("invalidParameter", message);
  }
}

/** Parquet has no integers of 128 bits, as sums are; written as they are they would lose digits unseen. */
async function exact(session: Session, sql: string): Promise<string> {
  const columns = await columnsOf(session, `(${sql}\n)`);
  const wide = columns.filter(({ type }) => type === "HUGEINT" || type === "UHUGEINT");
  if (wide.length === 0) return `${sql}\n`;
  const narrowed = wide.map(({ name }) => `CAST(${identifier(name)} AS BIGINT) AS ${identifier(name)}`);
  return `SELECT * REPLACE (${narrowed.join(", ")}) FROM (${sql}\n)`;
}

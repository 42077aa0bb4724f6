import { mkdir, rename, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import * as z from "zod";
import type { Session } from "../../data/duckdb/database.ts";
import { identifier, literal } from "../../data/duckdb/sql.ts";
import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import type { PredictionColumn } from "./predictionColumns.ts";
import type { RowSource } from "./rowSource.ts";

/** Where predictions go, and the name that they have until they are whole. */
export interface PredictionFile {
  readonly target: string;
  readonly draft: string;
}

/** In the file itself, so that only a file of predictions is ever replaced by one. */
const metadataKey = "tidemark_predictions";
const number = "_row";

/**
 * Looks, before any work is done, whether predictions can be written.
 * @throws TidemarkError `conflict` when another file is there; `invalidParameter` for a name that is not of Parquet or
 * columns that are called as those of predictions
 */
export async function canHoldPredictions(
  session: Session,
  { target }: PredictionFile,
  source: RowSource,
): Promise<void> {
  if (!target.toLowerCase().endsWith(".parquet")) {
    throw invalidParameter(`Predictions are written as Parquet: ${basename(target)} has to end with .parquet.`);
  }
  const taken = source.columns.find((name) => name.startsWith("_") && reserved.has(name.toLowerCase()));
  if (taken !== undefined) {
    throw invalidParameter(`The data has a column "${taken}", as predictions do: call it otherwise, or save none.`);
  }
  if ((await stat(target).catch(() => undefined)) === undefined) return;
  const known = await session
    .rows(
      z.object({ key: z.string() }),
      `SELECT decode(key) AS key FROM parquet_kv_metadata(${literal(target)}) WHERE decode(key) = ${literal(metadataKey)}`,
    )
    .catch(() => []);
  if (known.length > 0) return;
  const message = `${target} is there already and holds no predictions: move it away, or name another file.`;
  throw new TidemarkError("conflict", message);
}

const reserved: ReadonlySet<string> = new Set(
  [number, "_label"].concat(
    ["answer", "right", "score", "label_score", "error"].flatMap((name) => [`_${name}`, `_other_${name}`]),
  ),
);

/** Rows of which a prediction is saved, by their number among all rows from 1. */
interface Predicted {
  readonly numbers: Uint32Array;
  readonly columns: readonly PredictionColumn[];
  /** Of the model. */
  readonly sha256: string;
}

/** Writes each answered row with its number, what is true, what was answered, and all of its columns. */
export async function writePredictions(
  session: Session,
  { target, draft }: PredictionFile,
  source: RowSource,
  { numbers, columns, sha256 }: Predicted,
): Promise<void> {
  const table = "evaluation_predictions";
  const fields = columns.map(({ name, type }) => `${identifier(name)} ${type}`);
  await session.run(
    `CREATE OR REPLACE TEMP TABLE ${table} (${[`${identifier(number)} BIGINT`, ...fields].join(", ")})`,
  );
  const appender = await session.connection.createAppender(table, undefined, "temp");
  for (const [row, place] of numbers.entries()) {
    appender.appendBigInt(BigInt(place));
    for (const column of columns) {
      const value = column.at(row);
      if (value === null) appender.appendNull();
      else if (typeof value === "string") appender.appendVarchar(value);
      else if (typeof value === "number") appender.appendDouble(value);
      else appender.appendBoolean(value);
    }
    appender.endRow();
  }
  appender.closeSync();
  const own = source.columns.map(identifier).join(", ");
  const all = `SELECT row_number() OVER () AS ${identifier(number)}, ${own} FROM ${source.from}`;
  const joined = `SELECT * FROM ${table} JOIN (${all}) USING (${identifier(number)}) ORDER BY ${identifier(number)}`;
  await mkdir(dirname(target), { recursive: true });
  const options = `FORMAT parquet, COMPRESSION zstd, KV_METADATA {${identifier(metadataKey)}: ${literal(sha256)}}`;
  await session.run(`COPY (${joined}) TO ${literal(draft)} (${options})`);
  await session.run(`DROP TABLE ${table}`);
  await rename(draft, target);
}

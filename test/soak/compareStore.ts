import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type Connection, openForReading } from "../../src/store/connection.ts";
import type { Acknowledged } from "./clients.ts";

/** What is wrong with a store after all, in sentences; nothing, if all is well. */
export async function compareStore(dataFolder: string, clients: readonly Acknowledged[]): Promise<readonly string[]> {
  const db = openForReading(join(dataFolder, "store.db"));
  try {
    const wrong = [...soundness(db)];
    for (const client of clients) wrong.push(...differences(db, client), ...(await lostArtifacts(dataFolder, client)));
    return wrong;
  } finally {
    db.close();
  }
}

function* soundness(db: Connection): Iterable<string> {
  const integrity = db.pragma("integrity_check", { simple: true });
  if (integrity !== "ok") yield `integrity_check: ${integrity}`;
  const broken: unknown[] = db.prepare("PRAGMA foreign_key_check").all();
  if (broken.length > 0) yield `foreign_key_check: ${broken.length} rows`;
  // The summaries that tables and sorting use, counted again.
  const summaries = db
    .prepare<[], { key: string }>(
      `SELECT s.key FROM series s LEFT JOIN (
         SELECT series, count(*) AS n, sum(nan) AS nans, min(iif(nan, NULL, value)) AS low,
           max(iif(nan, NULL, value)) AS high, max(step) AS last FROM metric_point GROUP BY series) p ON p.series = s.id
       WHERE (s.count, s.nan_count, s.min_value, s.max_value, s.last_step) IS NOT (p.n, p.nans, p.low, p.high, p.last)`,
    )
    .all();
  for (const { key } of summaries) yield `the summary of ${key} differs from its points`;
}

function* differences(db: Connection, { runId, ...client }: Acknowledged): Iterable<string> {
  const stored = db
    .prepare<[string], { key: string; value: number; time: number; step: number; nan: number }>(
      `SELECT s.key, p.value, p.time, p.step, p.nan FROM metric_point p
       JOIN series s ON s.id = p.series JOIN run r ON r.id = s.run WHERE r.run_id = ?`,
    )
    .all(runId)
    .map(({ key, value, time, step, nan }) => pointName(key, nan === 1 ? Number.NaN : value, time, step));
  const acknowledged = new Set(
    client.points.map(([key, value, time, step]) => pointName(key, number(value), time, step)),
  );
  const counts = new Map<string, number>();
  for (const name of stored) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const name of acknowledged) if (!counts.has(name)) yield `${runId}: lost ${name}`;
  for (const [name, count] of counts) {
    if (count > 1) yield `${runId}: ${count} times ${name}`;
    // The client waits for each answer before it goes on, so nothing is there that it did not hear of.
    if (!acknowledged.has(name)) yield `${runId}: nobody logged ${name}`;
  }
  const pairs = (table: "param" | "tag") =>
    new Map(
      db
        .prepare<[string], [string, string]>(
          `SELECT key, ${table}.value FROM ${table} JOIN run ON run.id = ${table}.run WHERE run_id = ?`,
        )
        .raw()
        .all(runId),
    );
  const [params, tags] = [pairs("param"), pairs("tag")];
  for (const [key, value] of client.params) if (params.get(key) !== value) yield `${runId}: lost parameter ${key}`;
  for (const [key, value] of client.tags) if (tags.get(key) !== value) yield `${runId}: lost tag ${key}`;
}

async function lostArtifacts(dataFolder: string, { runId, artifacts }: Acknowledged): Promise<readonly string[]> {
  const lost: string[] = [];
  for (const [path, content] of artifacts) {
    const file = join(dataFolder, "artifacts", "0", runId, "artifacts", path);
    if ((await readFile(file, "utf8").catch(() => "")) !== content) lost.push(`${runId}: lost artifact ${path}`);
  }
  return lost;
}

const pointName = (key: string, value: number, time: number, step: number): string =>
  `${key} = ${value} at step ${step}, time ${time}`;

/** As Python writes a float. */
const number = (text: string): number =>
  text === "nan" ? Number.NaN : text === "inf" ? Number.POSITIVE_INFINITY : Number(text);

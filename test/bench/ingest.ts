/**
 * How many rows a second an engine takes, each on the disk when it is acknowledged, in requests of 1, 100 and 1,000 rows, and how
 * long a request takes; at the end the engine is killed, and what the next one has is counted.
 * @example npm run bench -- ingest --seconds 10 --clients 16
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import * as z from "zod";
import { inRoot } from "../../scripts/root.ts";
import { openDatabase } from "../../src/data/duckdb/database.ts";
import { literal } from "../../src/data/duckdb/sql.ts";
import { RowsAnswer } from "../../src/protocol/ingestRequests.ts";
import { type EngineProcess, startEngine } from "../support/engineProcess.ts";
import { temporaryFolder } from "../support/temporaryFolder.ts";

const { values } = parseArgs({
  options: { seconds: { type: "string", default: "10" }, clients: { type: "string", default: "16" } },
});
const time = Number(values.seconds) * 1000;
const clients = Number(values.clients);

const config = `
datasets:
  clicks:
    source: clicks
    time: at
    keys: [id]
    columns:
      id: {type: integer, min: 0}
      at: {type: timestamp, nulls: false}
      age: {type: integer, min: 0, max: 120, nulls: false}
      country: {type: string, values: [AT, CH, DE, FR, IT]}
      price: {type: number, min: 0, finite: true}
      email: {type: string, pattern: "^[^@]+@[^@]+$", max_length: 254}
    closed: true
`;

await using folder = await temporaryFolder();
await mkdir(folder.path, { recursive: true });
await writeFile(join(folder.path, "tidemark.yaml"), config);
const file = inRoot("dist", "engine.mjs");
let acknowledged = 0;
let next = 0;

function rows(count: number): string {
  const made = Array.from({ length: count }, () => {
    next += 1;
    const at = new Date(1_767_225_600_000 + next * 10).toISOString();
    return { id: next, at, age: next % 100, country: "AT", price: next / 7, email: `user${next}@example.org` };
  });
  return JSON.stringify(made);
}

async function send(engine: EngineProcess, count: number): Promise<number> {
  const body = rows(count);
  const began = performance.now();
  const answer = await engine.fetch("/v1/datasets/clicks/rows", { method: "POST", body });
  if (answer.status !== 200) throw new Error(`${answer.status} ${await answer.text()}`);
  acknowledged += RowsAnswer.parse(await answer.json()).accepted;
  return performance.now() - began;
}

const quantile = (sorted: readonly number[], share: number): string =>
  (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);

async function measure(engine: EngineProcess, count: number, together: number): Promise<void> {
  await send(engine, count);
  const began = performance.now();
  const before = acknowledged;
  const times: number[] = [];
  const client = async (): Promise<void> => {
    while (performance.now() - began < time) times.push(await send(engine, count));
  };
  await Promise.all(Array.from({ length: together }, client));
  const took = (performance.now() - began) / 1000;
  times.sort((a, b) => a - b);
  const rate = Math.round((acknowledged - before) / took).toLocaleString("en-US");
  const name = `${count.toLocaleString("en-US")} rows, ${together} clients`;
  console.log(`${name}: ${rate} rows/s, median ${quantile(times, 0.5)} ms, p99 ${quantile(times, 0.99)} ms`);
}

{
  await using engine = await startEngine({ workspace: folder.path, file });
  for (const count of [1, 100, 1000]) {
    await measure(engine, count, 1);
    await measure(engine, count, clients);
  }
  await engine.end("SIGKILL");
}
await using engine = await startEngine({ workspace: folder.path, file });
const client = await engine.connect();
await client.request("ingest/settle", {});
client.dispose();
await using database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
using session = await database.session();
const Counts = z.object({ rows: z.bigint(), ids: z.bigint(), files: z.bigint() });
const parts = `read_parquet(${literal(join(folder.path, "clicks/**/*.parquet"))}, filename = true)`;
const found = await session.row(
  Counts,
  `SELECT count(*) AS rows, count(DISTINCT id) AS ids, count(DISTINCT filename) AS files FROM ${parts}`,
);
console.log(
  `acknowledged ${acknowledged}, found after SIGKILL ${found.rows} (${found.ids} distinct) in ${found.files} files`,
);

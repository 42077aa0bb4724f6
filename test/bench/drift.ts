/**
 * How long a comparison of two files of 20 columns takes in the data process's own code, beside DuckDB's SUMMARIZE of both,
 * and how soon it ends when it is cancelled. Rounds alternate; the median counts.
 * @example npm run bench -- drift --rows 1000000 --rounds 5
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { compare } from "../../src/data/drift/compare.ts";
import { openDatabase } from "../../src/data/duckdb/database.ts";
import { literal } from "../../src/data/duckdb/sql.ts";
import { DriftQuestion } from "../../src/protocol/driftRequests.ts";

const { values } = parseArgs({
  options: { rows: { type: "string", default: "1000000" }, rounds: { type: "string", default: "5" } },
});
const rows = Number(values.rows);
const rounds = Number(values.rounds);

const folder = await mkdtemp(join(tmpdir(), "tidemark-drift-"));
await using database = await openDatabase({ temporaryFolder: join(folder, "spill") });

const columns = [
  ...Array.from(
    { length: 10 },
    (_, i) => `(sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) * ${i + 1} AS n${i}`,
  ),
  ...[5, 100, 1000, 100_000].map((most, i) => `floor(random() * ${most})::INTEGER AS i${i}`),
  ...[5, 20, 200, 2000].map((most, i) => `'cat' || floor(random() * random() * ${most})::INTEGER AS c${i}`),
  "TIMESTAMP '2026-01-01' + to_seconds(floor(random() * 8640000)) AS t",
  "CASE WHEN random() < 0.05 THEN NULL ELSE random() END AS u",
];

async function write(name: string): Promise<void> {
  using session = await database.session();
  await session.run(`CREATE OR REPLACE TEMP TABLE made AS SELECT ${columns.join(", ")} FROM range(${rows})`);
  for (const format of ["parquet", "csv"])
    await session.run(`COPY made TO ${literal(join(folder, `${name}.${format}`))}`);
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}

function question(format: string): DriftQuestion {
  const side = (name: string) => ({ of: { source: { paths: [join(folder, `${name}.${format}`)] } } });
  return DriftQuestion.parse({ reference: side("a"), current: side("b") });
}

async function compareOnce(format: string): Promise<void> {
  using session = await database.session();
  await compare(session, question(format), { workspace: folder });
}

async function summarizeBoth(format: string): Promise<void> {
  using session = await database.session();
  for (const name of ["a", "b"]) await session.run(`SUMMARIZE FROM ${literal(join(folder, `${name}.${format}`))}`);
}

/** How long after its cancellation, in the middle, a comparison ends. */
async function cancelOnce(format: string): Promise<number> {
  const abort = new AbortController();
  using session = await database.session(abort.signal);
  let cancelled = 0;
  const report = ({ done, of }: { done: number; of: number }): void => {
    if (of < 10 || done < of / 2 || cancelled > 0) return;
    cancelled = performance.now();
    abort.abort();
  };
  const asked = compare(session, question(format), { workspace: folder, signal: abort.signal, report });
  await asked.catch(() => undefined);
  return (performance.now() - cancelled) / 1000;
}

const median = (all: readonly number[]): number => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? 0;

try {
  for (const name of ["a", "b"]) await write(name);
  for (const format of ["parquet", "csv"]) {
    const [ours, theirs, ends]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round++) {
      ours.push(await seconds(() => compareOnce(format)));
      theirs.push(await seconds(() => summarizeBoth(format)));
      ends.push(await cancelOnce(format));
    }
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(
      `${format}: ${rows.toLocaleString("en")} × 20 twice in ${median(ours).toFixed(2)} s (from ${Math.min(...ours).toFixed(2)} s); ` +
        `SUMMARIZE of both ${median(theirs).toFixed(2)} s; cancelled within ${Math.max(...ends).toFixed(3)} s; at most ${memory} MiB`,
    );
  }
} finally {
  await rm(folder, { recursive: true });
}

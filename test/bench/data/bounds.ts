import { copyFile, mkdir, rm, stat, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inRoot } from "../../../scripts/root.ts";
import { openDatabase } from "../../../src/data/duckdb/database.ts";
import { literal } from "../../../src/data/duckdb/sql.ts";
import { dataHandlers } from "../../../src/data/process/dataHandlers.ts";
import type { DataProcess } from "../../../src/data/process/startData.ts";
import { DriftQuestion } from "../../../src/protocol/driftRequests.ts";
import { startEngine } from "../../support/engineProcess.ts";
import { cached } from "../tracking/filled/cached.ts";
import { median } from "../tracking/statistics.ts";
import { contractOf } from "./contract.ts";
import { type BenchFiles, versionSql } from "./files.ts";
import { seconds } from "./measured.ts";
import { peakMemory, startedData } from "./ownProcess.ts";

/** One figure with its aim, in milliseconds. */
const line = (what: string, times: readonly number[], aim: number): string => {
  const [middle, longest] = [median(times), Math.max(...times)].map((time) => Math.round(time * 1000));
  return `${what}: median ${middle} ms, longest ${longest} ms; aim ${aim} ms ${(middle ?? 0) <= aim ? "✓" : "✗"}`;
};

/** About so many rows of the benchmark's columns are 5 MB of CSV. */
const smallRows = 30_000;

/** From a changed file of 5 MB to the answer of an engine that has checked it before. */
export async function saving(rounds: number): Promise<string> {
  const folder = await cached(`data-small-1-${smallRows}`, async (to) => {
    await using database = await openDatabase({ temporaryFolder: join(to, "spill") });
    using session = await database.session();
    for (const version of [0, 1])
      await session.run(`COPY (${versionSql(smallRows, version)}) TO ${literal(join(to, `${version}.csv`))} (HEADER)`);
  });
  await writeFile(join(folder, "tidemark.yaml"), contractOf("small.csv"));
  await using engine = await startEngine({ workspace: folder, file: inRoot("dist", "engine.mjs") });
  const client = await engine.connect();
  const file = join(folder, "small.csv");
  const times: number[] = [];
  for (let round = 0; round < rounds + 2; round++) {
    await copyFile(join(folder, `${round % 2}.csv`), file);
    times.push(await seconds(() => client.request("data/check", { files: [file] })));
  }
  client.dispose();
  return line("saving a CSV of 5 MB, to the answer of a running engine", times.slice(2), 300);
}

/** The first rows of a CSV of 1 GB, in a data process that runs and in one that doesn't. */
export async function opening({ folder, csv }: BenchFiles, rounds: number): Promise<string[]> {
  const large = await cached("data-gigabyte-1", async (to) => {
    await using database = await openDatabase({ temporaryFolder: join(to, "spill") });
    using session = await database.session();
    await session.run(
      `COPY (FROM read_csv(${literal(csv[0])}, all_varchar = true), range(6)) TO ${literal(join(to, "large.csv"))}`,
    );
  });
  const [cold, warm]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    await using data = startedData(folder);
    const open = () => data.request("grid/open", { source: { paths: [join(large, "large.csv")] } });
    cold.push(await seconds(open));
  }
  await using data = startedData(folder);
  for (let round = 0; round < rounds; round++) {
    await data.request("data/describe", { source: { paths: [join(folder, "before.parquet")] } });
    warm.push(await seconds(() => data.request("grid/open", { source: { paths: [join(large, "large.csv")] } })));
  }
  return [
    line("the grid's first rows of a CSV of 1 GB, data process started for it", cold, 1000),
    line("the same once more", warm, 1000),
  ];
}

/**
 * How long after its cancellation a piece of work ends, at moments all over it. In this process, with the data process's own
 * handlers: whoever asks it is told at once, before the work has ended.
 */
export async function cancelling({ folder, csv, parquet }: BenchFiles): Promise<string[]> {
  const temporaryFolder = join(folder, "spill");
  await using database = await openDatabase({ temporaryFolder });
  const handlers = dataHandlers({ database, workspace: folder, temporaryFolder, onJournal: () => undefined });
  const side = (path: string) => ({ of: { source: { paths: [path] } } });
  const drift = (files: readonly [string, string]) => (context: HandlerContext) =>
    handlers["data/drift"](DriftQuestion.parse({ reference: side(files[0]), current: side(files[1]) }), context);
  const work = {
    "a check": (context: HandlerContext) => handlers["data/check"]({}, context),
    "a profile": (context: HandlerContext) => handlers["data/profile"]({ source: { paths: [csv[0]] } }, context),
    "a comparison of CSV": drift(csv),
    "a comparison of Parquet": drift(parquet),
  };
  const lines: string[] = [];
  for (const [name, begin] of Object.entries(work)) {
    const times: number[] = [];
    for (const after of [100, 400, 900, 1400, 2000, 2600, 3500]) {
      const late = await endedAfter(begin, after);
      if (late !== null) times.push(late);
    }
    lines.push(line(`cancelling ${name}`, times, 200));
  }
  return lines;
}

interface HandlerContext {
  readonly signal: AbortSignal;
  readonly report: () => void;
}

/** Seconds from when it is to be cancelled until it has ended; null where it had ended before. */
async function endedAfter(begin: (context: HandlerContext) => unknown, after: number): Promise<number | null> {
  const abort = new AbortController();
  const due = performance.now() + after;
  // Where the work keeps this thread the timer is late, as a message would be.
  const timer = setTimeout(() => abort.abort(), after);
  await Promise.resolve(begin({ signal: abort.signal, report: () => undefined })).catch(() => undefined);
  clearTimeout(timer);
  return performance.now() < due ? null : (performance.now() - due) / 1000;
}

/** Left free on the disk. */
const spare = 15 * 2 ** 30;
const pieceRows = 5_000_000;

/** Checks and profiles Parquet of that many gigabytes, which is deleted afterwards. */
export async function large(gigabytes: number): Promise<string[]> {
  const folder = inRoot(".cache", "bench", "data-large");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { bavail, bsize } = await statfs(folder);
  if (bavail * bsize < gigabytes * 2 ** 30 + spare) return [`${gigabytes} GB: not measured, the disk is too full.`];
  try {
    const bytes = await writePieces(folder, gigabytes * 2 ** 30);
    await writeFile(join(folder, "tidemark.yaml"), contractOf("*.parquet"));
    const lines = [`${(bytes / 2 ** 30).toFixed(1)} GB of Parquet`];
    const asked = {
      checked: (data: DataProcess) => data.request("data/check", {}),
      profiled: (data: DataProcess) => data.request("data/profile", { source: { paths: ["*.parquet"] } }),
    };
    for (const [name, ask] of Object.entries(asked)) {
      await using data = startedData(folder);
      const time = await seconds(() => ask(data));
      const memory = (await peakMemory()) ?? Number.NaN;
      lines.push(
        `  ${name} in ${time.toFixed(0)} s, with ${Math.round(memory)} MiB; aim 1024 ${memory <= 1024 ? "✓" : "✗"}`,
      );
    }
    return lines;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function writePieces(folder: string, wanted: number): Promise<number> {
  await using database = await openDatabase({ temporaryFolder: join(folder, "spill") });
  using session = await database.session();
  let bytes = 0;
  for (let version = 0; bytes < wanted; version++) {
    const to = join(folder, `${version}.parquet`);
    await session.run(`COPY (${versionSql(pieceRows, version)}) TO ${literal(to)}`);
    bytes += (await stat(to)).size;
  }
  return bytes;
}

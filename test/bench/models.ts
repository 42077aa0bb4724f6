/**
 * Judging an ONNX model on a CSV of a million rows, beside the same with pandas, onnxruntime and scikit-learn, which take turns; and
 * how far our latencies are from those that Python's onnxruntime measures with the same model, batch and threads.
 * @example npm run bench -- models --rows 1000000 --rounds 3
 */
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import * as z from "zod";
import { bundles } from "../../scripts/building/bundles.ts";
import { ensureVirtualEnvironment } from "../../scripts/environment/python.ts";
import { run } from "../../scripts/process/run.ts";
import { inRoot } from "../../scripts/root.ts";
import { openDatabase } from "../../src/data/duckdb/database.ts";
import { literal } from "../../src/data/duckdb/sql.ts";
import { measure } from "../../src/models/benchmark/measure.ts";
import { BenchmarkSettings } from "../../src/protocol/benchmarkEntities.ts";
import { type Contender, takeTurns } from "./data/contender.ts";
import { unmeasured } from "./data/measured.ts";
import { groupText, tableHead } from "./data/table.ts";
import { machine } from "./tracking/report.ts";
import { median, number } from "./tracking/statistics.ts";

const { values } = parseArgs({
  options: {
    rows: { type: "string", default: "1000000" },
    rounds: { type: "string", default: "3" },
    /** Of one measurement of latencies. */
    seconds: { type: "string", default: "3" },
  },
});
const rounds = Number(values.rounds);
const folder = inRoot(".cache", "bench", "models");
const models = inRoot("examples", "models");
const here = inRoot("test", "bench", "models");
await mkdir(folder, { recursive: true });
const rows = await rowsFile(Number(values.rows));
const { python } = await ensureVirtualEnvironment(
  inRoot(".cache", "bench", "models-python"),
  join(here, "python", "requirements.txt"),
  console.log,
);

const Answer = z.object({
  seconds: z.number(),
  memory: z.number(),
  figures: z.record(z.string(), z.number().nullable()),
});
const told = new Map<string, z.infer<typeof Answer>["figures"]>();
const boosted = join(models, "boosted.onnx");
// As the processes of a package are built.
const entryPoints = { evaluateOnce: join(here, "evaluateOnce.ts") };
await build({ ...bundles({ production: true }).engine, entryPoints, outdir: folder });
const own = contender("Tidemark, with intervals", process.execPath, [
  join(folder, "evaluateOnce.mjs"),
  folder,
  rows,
  boosted,
]);
const other = contender("pandas, onnxruntime, scikit-learn", python, [
  join(here, "python", "evaluate.py"),
  rows,
  boosted,
]);
await takeTurns([own, other], rounds);

console.log(`${machine()}; ${Number(values.rows).toLocaleString("en")} rows, ${rounds} rounds\n\n${tableHead()}`);
console.log(groupText({ title: "Judging a model on a CSV", own: own.measured, others: [other.measured], faster: 2 }));
const memories = [own, other].map(({ measured }) => measured.memory ?? Number.NaN);
const [ours = Number.NaN, theirs = Number.NaN] = memories;
console.log(`  memory: ${number(ours / theirs)} of theirs; aim 0.2 ${ours / theirs <= 0.2 ? "✓" : "✗"}`);
console.log(`  figures differ by at most ${largestDifference().toExponential(1)}`);

console.log("\nMedian latency of one inference, ours beside Python's onnxruntime, in milliseconds");
for (const [file, batch] of [
  ["linear.onnx", 1],
  ["boosted.onnx", 1],
  ["boosted.onnx", 256],
  ["boosted.onnx", 4096],
] as const) {
  await compareLatency(join(models, file), `${file}, batch ${batch}`, batch);
}

async function rowsFile(count: number): Promise<string> {
  const file = join(folder, `machines-${count}.csv`);
  if (await stat(file).catch(() => undefined)) return file;
  await using database = await openDatabase({ temporaryFolder: folder });
  using session = await database.session();
  // The demo's machines over and over, each a little warmer or colder.
  await session.run(
    `COPY (SELECT row_number() OVER () AS id, site, round(temperature + (hash(i, id) % 100) / 50, 2) AS temperature, vibration,
       pressure, hours, failed FROM read_csv(${literal(inRoot("examples", "data", "machines.csv"))}), range(1, 10000) AS t(i)
     LIMIT ${count}) TO ${literal(file)} (HEADER)`,
  );
  return file;
}

function contender(name: string, program: string, args: readonly string[]): Contender {
  const measured = unmeasured(name);
  return {
    measured,
    async round() {
      const { code, output } = await run(program, [...args]);
      const line = output.split("\n").find((each) => each.startsWith('{"seconds"'));
      if (code !== 0 || line === undefined) throw new Error(`${name} failed: ${output.slice(-500)}`);
      const { seconds, memory, figures } = Answer.parse(JSON.parse(line));
      measured.rounds.push(seconds);
      measured.memory = Math.max(measured.memory ?? 0, memory);
      told.set(name, figures);
    },
  };
}

function largestDifference(): number {
  const [first = {}, second = {}] = [...told.values()];
  const shared = Object.keys(second).filter((name) => name in first);
  return Math.max(...shared.map((name) => Math.abs((first[name] ?? Number.NaN) - (second[name] ?? Number.NaN))));
}

async function compareLatency(path: string, what: string, batch: number): Promise<void> {
  const [ownTimes, otherTimes]: [number[], number[]] = [[], []];
  const settings = BenchmarkSettings.parse({ batch, threads: 1, seconds: Number(values.seconds) });
  for (let round = 0; round < rounds; round++) {
    const { model } = await measure([path], settings, { report: () => undefined });
    const p50 = model.latency?.percentiles.find(({ percentile }) => percentile === 0.5)?.value;
    if (p50 != null) ownTimes.push(p50);
    const { output } = await run(python, [
      join(here, "python", "latency.py"),
      path,
      String(batch),
      "1",
      values.seconds,
    ]);
    otherTimes.push(z.object({ p50: z.number() }).parse(JSON.parse(output.trim().split("\n").at(-1) ?? "")).p50);
  }
  const [a, b] = [median(ownTimes), median(otherTimes)];
  const apart = (a - b) / b;
  console.log(
    `  ${what.padEnd(28)} ${a.toFixed(4)} beside ${b.toFixed(4)}: ${apart >= 0 ? "+" : ""}${(100 * apart).toFixed(1)} %, ` +
      `${(1000 * (a - b)).toFixed(1)} µs; aim 5 % ${Math.abs(apart) <= 0.05 ? "✓" : "✗"}`,
  );
}

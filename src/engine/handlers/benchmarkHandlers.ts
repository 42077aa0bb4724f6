import type { BenchmarkResult, BenchmarkSettings, KeptBenchmark } from "../../protocol/benchmarkEntities.ts";
import {
  BenchmarkResult as ResultSchema,
  BenchmarkSettings as SettingsSchema,
} from "../../protocol/benchmarkEntities.ts";
import type { BenchmarkContract, KeptBenchmarkContract } from "../../protocol/benchmarkRequests.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import { separateLatencyRatio } from "../../statistics/latency/ratio.ts";
import type { NewBenchmark } from "../../store/benchmarkTable.ts";
import type { Store } from "../../store/openStore.ts";

interface BenchmarkDependencies {
  readonly store: Store;
  /** What measures. */
  readonly jobs: Handlers<BenchmarkContract>;
  readonly headCommit: () => Promise<string | null>;
  /** Told of a benchmark that could not be kept. */
  readonly onLost: (error: unknown) => void;
}

/** Measures models, keeps what was measured, and tells and compares what was kept. */
export function benchmarkHandlers(dependencies: BenchmarkDependencies): Handlers<KeptBenchmarkContract> {
  const { store, jobs, headCommit, onLost } = dependencies;
  const kept = (id: number): KeptBenchmark => {
    const row = store.tables.benchmarks.get(id);
    if (row === undefined) throw notFound(`There is no benchmark ${id}.`);
    return { id, time: row.time, commit: row.code_commit, result: ResultSchema.parse(JSON.parse(row.result)) };
  };
  return {
    async "benchmark/measure"(params, context) {
      const commit = await headCommit();
      const result = await jobs["benchmark/measure"](params, context);
      // What was measured is told even where it can't be kept.
      const id = await store
        .write((tables) => tables.benchmarks.add(rowOf(result, commit)))
        .catch((error: unknown) => {
          onLost(error);
          return null;
        });
      return { ...result, id };
    },
    "benchmark/list": ({ limit }) => ({
      benchmarks: store.tables.benchmarks.newest(limit).map((row) => ({
        id: row.id,
        time: row.time,
        commit: row.code_commit,
        path: row.path,
        sha256: row.sha256,
        settings: SettingsSchema.parse(JSON.parse(row.settings)),
        samplesPerSecond: row.samples_per_second,
        p50: row.p50,
        p99: row.p99,
        isNoisy: row.noisy === 1,
        runtime: row.runtime,
        isBesideOther: row.beside_other === 1,
      })),
    }),
    "benchmark/kept": ({ id }) => kept(id),
    "benchmark/compare"({ first, second }) {
      const [before, after] = [kept(first).result, kept(second).result];
      const unlike = (["scenario", "batch"] as const).find((key) => before.settings[key] !== after.settings[key]);
      if (unlike !== undefined) {
        const { [unlike]: one } = before.settings;
        const { [unlike]: other } = after.settings;
        throw invalidParameter(`Only benchmarks of the same ${unlike} can be compared, not ${one} and ${other}.`);
      }
      const [a, b] = [before, after].map(({ model }) => Float64Array.from(model.rounds));
      if (a === undefined || b === undefined) throw invalidParameter("Two benchmarks are needed.");
      return { ...separateLatencyRatio(a, b), differences: differencesOf(before, after) };
    },
  };
}

function rowOf(result: BenchmarkResult, commit: string | null): NewBenchmark {
  const { model, settings, noise } = result;
  const percentile = (wanted: number): number | null =>
    model.latency?.percentiles.find((one) => one.percentile === wanted)?.value ?? null;
  return {
    time: Date.now(),
    path: model.path,
    sha256: model.sha256,
    code_commit: commit,
    settings: JSON.stringify(settings),
    samples_per_second: model.samplesPerSecond,
    p50: percentile(0.5),
    p99: percentile(0.99),
    noisy: noise.length > 0 ? 1 : 0,
    result: JSON.stringify(result),
  };
}

const told: readonly (readonly [string, (settings: BenchmarkSettings) => string])[] = [
  ["threads", ({ threads }) => String(threads ?? "auto")],
  ["optimisation", ({ optimisation }) => optimisation],
  ["provider", ({ provider }) => provider],
  ["dimensions", ({ dimensions }) => JSON.stringify(dimensions)],
];

/** What besides the model may be the cause of a difference. */
function differencesOf(before: BenchmarkResult, after: BenchmarkResult): string[] {
  const pairs: (readonly [string, string, string])[] = [
    ...told.map(([name, of]) => [name, of(before.settings), of(after.settings)] as const),
    ["runtime", before.runtime, after.runtime],
    ["processor", before.machine.processor, after.machine.processor],
    ["cores", String(before.machine.cores), String(after.machine.cores)],
  ];
  return pairs.filter(([, one, other]) => one !== other).map(([name, one, other]) => `${name} ${one} and ${other}`);
}

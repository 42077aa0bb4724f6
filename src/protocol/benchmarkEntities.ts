import * as z from "zod";
import { Histogram } from "./profileEntities.ts";

/** As MLPerf LoadGen defines them. */
export const benchmarkScenarios = ["singleStream", "multiStream", "server", "offline"] as const;

export const optimisationLevels = ["disabled", "basic", "extended", "all"] as const;

export const BenchmarkSettings = z.object({
  scenario: z.enum(benchmarkScenarios).default("singleStream"),
  /** Samples in one run of the model, along the free first dimension of its inputs. */
  batch: z.number().int().min(1).max(65_536).default(1),
  /** Within an operator; without it, the runtime's choice: the physical cores. */
  threads: z.number().int().min(1).max(1024).optional(),
  optimisation: z.enum(optimisationLevels).default("all"),
  provider: z.string().default("cpu"),
  /** How long is measured after warm-up, for each model. */
  seconds: z.number().min(0.1).max(600).default(5),
  /** Of free dimensions other than the first; those that are not named are 1. */
  dimensions: z.record(z.string(), z.number().int().min(1)).default({}),
  /** What the 99th percentile may be in the server scenario, in milliseconds. */
  latencyBound: z.number().positive().optional(),
});
export type BenchmarkSettings = z.infer<typeof BenchmarkSettings>;

/** What the machine was like just before. */
export const MachineState = z.object({
  cores: z.number().int(),
  processor: z.string(),
  /** Runnable processes over the last minute; null where the system does not tell. */
  load: z.number().nullable(),
  /** Of the processor's frequency, such as `powersave`; null where it can't be read. */
  governor: z.string().nullable(),
  /** Whether it runs on its battery; null where it has none or it can't be read. */
  onBattery: z.boolean().nullable(),
});
export type MachineState = z.infer<typeof MachineState>;

const Percentile = z.union([
  z.object({ percentile: z.number(), value: z.number(), bound: z.number() }),
  z.object({ percentile: z.number(), value: z.null(), reason: z.string() }),
]);

/** Queries that followed each other; times are in milliseconds. */
export const LatencySpan = z.object({
  queries: z.number().int(),
  smallest: z.number(),
  median: z.number(),
  largest: z.number(),
});
export type LatencySpan = z.infer<typeof LatencySpan>;

/** Times are in milliseconds. */
export const ModelMeasurement = z.object({
  path: z.string(),
  /** Of the file alone. */
  sha256: z.string(),
  /** Of the file alone, without data beside it. */
  bytes: z.number(),
  inputs: z.array(z.object({ name: z.string(), type: z.string(), shape: z.array(z.number()) })),
  sessionLoad: z.number(),
  firstInference: z.number(),
  warmUp: z.object({ runs: z.number().int(), time: z.number() }),
  queries: z.number().int(),
  /** Null in the offline scenario, which knows only throughput. */
  latency: z
    .object({
      mean: z.number(),
      smallest: z.number(),
      largest: z.number(),
      percentiles: z.array(Percentile),
      histogram: Histogram,
      /** In the order of the queries. */
      overTime: z.array(LatencySpan),
    })
    .nullable(),
  samplesPerSecond: z.number(),
  /** Of the server scenario: the highest rate of queries a second that kept the bound. */
  sustained: z.union([z.object({ rate: z.number() }), z.object({ rate: z.null(), reason: z.string() })]).optional(),
  /** Of all threads while it was measured. */
  cpuTime: z.number(),
  /** Median latency of each round, or time of a sample in the offline scenario. */
  rounds: z.array(z.number()),
});
export type ModelMeasurement = z.infer<typeof ModelMeasurement>;

/** Of two latencies: how many times as long the other takes. */
export const LatencyRatio = z.object({
  ratio: z.number(),
  interval: z.object({ low: z.number(), high: z.number(), confidence: z.number(), method: z.string() }).nullable(),
  intervalReason: z.string().optional(),
});
export type LatencyRatio = z.infer<typeof LatencyRatio>;

export const BenchmarkResult = z.object({
  settings: BenchmarkSettings,
  runtime: z.string(),
  machine: MachineState,
  model: ModelMeasurement,
  /** Another model, measured in turns with it; the ratio is its latency ÷ that of `model`. */
  other: ModelMeasurement.optional(),
  ratio: LatencyRatio.optional(),
  /** Of the whole process, with both models where there are two, in bytes. */
  peakMemory: z.number(),
  /** Why the figures may not repeat; empty where nothing was noticed. */
  noise: z.array(z.string()),
});
export type BenchmarkResult = z.infer<typeof BenchmarkResult>;

const kept = {
  id: z.number().int(),
  time: z.number().int(),
  /** At which the code stood. */
  commit: z.string().nullable(),
};

/** A benchmark that was made before. */
export const KeptBenchmark = z.object({ ...kept, result: BenchmarkResult });
export type KeptBenchmark = z.infer<typeof KeptBenchmark>;

/** One that was just made. */
export const MadeBenchmark = BenchmarkResult.extend({
  /** By which it is kept; null when it could not be. */
  id: z.number().int().nullable(),
});

/** Its headline; times are in milliseconds. */
export const BenchmarkEntry = z.object({
  ...kept,
  runtime: z.string(),
  /** Whether another model was measured in turns with it. */
  isBesideOther: z.boolean(),
  path: z.string(),
  sha256: z.string(),
  settings: BenchmarkSettings,
  samplesPerSecond: z.number(),
  p50: z.number().nullable(),
  p99: z.number().nullable(),
  isNoisy: z.boolean(),
});
export type BenchmarkEntry = z.infer<typeof BenchmarkEntry>;

/** The newest first. */
export const BenchmarkList = z.object({ benchmarks: z.array(BenchmarkEntry) });

/** Of two benchmarks that were made apart. */
export const SeparateRatio = LatencyRatio.extend({
  /** What else differs between them, such as `threads 1 and 2`. */
  differences: z.array(z.string()),
});
export type SeparateRatio = z.infer<typeof SeparateRatio>;

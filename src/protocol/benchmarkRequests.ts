import * as z from "zod";
import {
  BenchmarkList,
  BenchmarkResult,
  BenchmarkSettings,
  KeptBenchmark,
  MadeBenchmark,
  SeparateRatio,
} from "./benchmarkEntities.ts";
import type { Contract } from "./contract.ts";

/** What is asked about how fast models are. */
export const benchmarkRequests = {
  "benchmark/measure": {
    params: z.object({
      path: z.string().min(1),
      other: z.string().min(1).optional(),
      settings: BenchmarkSettings.default(BenchmarkSettings.parse({})),
    }),
    result: BenchmarkResult,
    progress: z.object({ step: z.string(), share: z.number().min(0).max(1) }),
  },
};

/** What is asked about benchmarks that were kept; the engine answers, and keeps each one that is made. */
export const keptBenchmarkRequests = {
  "benchmark/measure": { ...benchmarkRequests["benchmark/measure"], result: MadeBenchmark },
  "benchmark/list": {
    params: z.object({ limit: z.number().int().min(1).max(1000).default(200) }),
    result: BenchmarkList,
  },
  "benchmark/kept": { params: z.object({ id: z.number().int() }), result: KeptBenchmark },
  /** How many times as long the second's model takes as the first's. */
  "benchmark/compare": {
    params: z.object({ first: z.number().int(), second: z.number().int() }),
    result: SeparateRatio,
  },
};

export const keptBenchmarkContract = {
  requests: keptBenchmarkRequests,
  events: {},
} satisfies Contract;
export type KeptBenchmarkContract = typeof keptBenchmarkContract;

export const benchmarkContract = { requests: benchmarkRequests, events: {} } satisfies Contract;
export type BenchmarkContract = typeof benchmarkContract;

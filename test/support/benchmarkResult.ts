import { type BenchmarkResult, BenchmarkSettings } from "../../src/protocol/benchmarkEntities.ts";

/** A benchmark of 100 queries, whose p99 can't be told. */
export const benchmarkResult: BenchmarkResult = {
  settings: BenchmarkSettings.parse({}),
  runtime: "onnxruntime-node",
  machine: { cores: 2, processor: "a", load: 0, governor: null, onBattery: null },
  model: {
    path: "a.onnx",
    sha256: "00",
    bytes: 100,
    inputs: [],
    sessionLoad: 3,
    firstInference: 2,
    warmUp: { runs: 1, time: 1 },
    queries: 100,
    latency: {
      mean: 1,
      smallest: 1,
      largest: 2,
      percentiles: [
        { percentile: 0.5, value: 1, bound: 1.2 },
        { percentile: 0.9, value: 1.5, bound: 2 },
        { percentile: 0.999, value: null, reason: "100 of the 6636 measurements that it needs" },
      ],
      histogram: { bins: [], below: 0, above: 0 },
      overTime: [],
    },
    samplesPerSecond: 1000,
    cpuTime: 1,
    rounds: [1],
  },
  peakMemory: 1e6,
  noise: [],
};

import type { BenchmarkResult, ModelMeasurement } from "../../src/protocol/benchmarkEntities.ts";
import { percentileName } from "../../src/protocol/benchmarkWords.ts";
import { csvCell } from "../../src/protocol/csvCell.ts";

type Value = string | number | null | undefined;

/** Measurements as CSV, a model a line. Times are in milliseconds, sizes in bytes; a percentile that can't be told is empty. */
export function benchmarkCsv(results: readonly BenchmarkResult[]): string {
  const lines = results.flatMap((result) =>
    [result.model, result.other].flatMap((model) => (model === undefined ? [] : [line(result, model)])),
  );
  const titles = [...new Set(lines.flatMap((cells) => [...cells.keys()]))];
  const rows = lines.map((cells) => titles.map((title) => cells.get(title)));
  return `${[titles, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
}

const cell = (value: Value): string => (value === null || value === undefined ? "" : csvCell(String(value)));

function line({ settings, runtime, machine, peakMemory, noise }: BenchmarkResult, model: ModelMeasurement) {
  const { latency, sustained } = model;
  return new Map<string, Value>([
    ["model", model.path],
    ["sha256", model.sha256],
    ["size", model.bytes],
    ["scenario", settings.scenario],
    ["batch", settings.batch],
    ["threads", settings.threads ?? "auto"],
    ["optimisation", settings.optimisation],
    ["provider", settings.provider],
    ["seconds", settings.seconds],
    ["runtime", runtime],
    ["processor", machine.processor],
    ["cores", machine.cores],
    ["queries", model.queries],
    ["samples_per_second", model.samplesPerSecond],
    ["highest_rate", sustained?.rate],
    ["mean", latency?.mean],
    ["smallest", latency?.smallest],
    ["largest", latency?.largest],
    ...(latency?.percentiles ?? []).map(({ percentile, value }) => [percentileName(percentile), value] as const),
    ["session_load", model.sessionLoad],
    ["first_inference", model.firstInference],
    ["warm_up_runs", model.warmUp.runs],
    ["warm_up_time", model.warmUp.time],
    ["cpu_time", model.cpuTime],
    ["peak_memory_of_process", peakMemory],
    ["noise", noise.join("; ")],
  ]);
}

import type { BenchmarkResult, ModelMeasurement } from "../../protocol/benchmarkEntities.ts";
import { millisecondWords, percentileName, ratioWords } from "../../protocol/benchmarkWords.ts";
import { formatBytes, formatNumber } from "../../protocol/format.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";

const time = millisecondWords;

/** What was measured, for people. */
export function benchmarkWords(result: BenchmarkResult): string {
  const { settings, machine, model, other, runtime, peakMemory, noise } = result;
  const threads = settings.threads === undefined ? "the runtime's number of threads" : `threads: ${settings.threads}`;
  const lines = [
    `${settings.scenario}, batch ${settings.batch}, ${threads}, ${plain(settings.provider)}, optimisation ${settings.optimisation} (${plain(runtime)})`,
    `${plain(machine.processor)}, ${machine.cores} cores`,
    noise.length === 0 ? "" : `Noisy: ${noise.map(plain).join("; ")}. Figures may not repeat.`,
    "",
    ...modelWords(model),
    ...(other === undefined ? [] : ["", ...modelWords(other)]),
    "",
    `peak memory of the process: ${formatBytes(peakMemory)}${other === undefined ? "" : ", with both models"}`,
    ...(result.ratio === undefined ? [] : [ratioWords(result.ratio)]),
  ];
  return `${lines.filter((line, i) => line !== "" || lines[i - 1] !== "").join("\n")}\n`;
}

function modelWords(model: ModelMeasurement): string[] {
  const { warmUp, latency, sustained } = model;
  const inputs = model.inputs.map(({ name, type, shape }) => `${plain(name)} ${type}[${shape.join(", ")}]`);
  const rate = sustained === undefined ? [] : [rateWords(sustained)];
  return [
    `${plain(model.path)} (${formatBytes(model.bytes)}): ${inputs.join(", ")}`,
    `loaded in ${time(model.sessionLoad)}, first inference ${time(model.firstInference)}, ${warmUp.runs} runs of warm-up in ${time(warmUp.time)}`,
    ...rate,
    ...(model.samplesPerSecond === 0
      ? []
      : [
          `${formatNumber(model.samplesPerSecond)} samples a second, ${model.queries} queries, CPU time ${time(model.cpuTime)}`,
        ]),
    ...(latency === null ? [] : [latencyTable(latency).trimEnd()]),
  ];
}

const rateWords = (sustained: NonNullable<ModelMeasurement["sustained"]>): string =>
  sustained.rate === null
    ? `no rate was found: ${plain(sustained.reason)}`
    : `kept the bound at ${formatNumber(sustained.rate)} queries a second`;

function latencyTable({ mean, smallest, largest, percentiles }: NonNullable<ModelMeasurement["latency"]>): string {
  const rows = percentiles.map((one) => [
    percentileName(one.percentile),
    one.value === null ? `not shown: ${one.reason}` : time(one.value),
    one.value === null ? "" : time(one.bound),
  ]);
  return table(
    [{ title: "LATENCY" }, { title: "VALUE", width: 60 }, { title: "AT MOST (99 %)" }],
    [["smallest", time(smallest), ""], ["mean", time(mean), ""], ...rows, ["largest", time(largest), ""]],
  );
}

import { cpuUsage, resourceUsage } from "node:process";
import type { BenchmarkResult, BenchmarkSettings, ModelMeasurement } from "../../protocol/benchmarkEntities.ts";
import type { WatchedContext } from "../../protocol/contract.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import { noiseOf } from "../../statistics/latency/noise.ts";
import { latencyRatio } from "../../statistics/latency/ratio.ts";
import { closedLoop, type Round, runsOfQuery } from "./closedLoop.ts";
import { latencySummary, medianOf } from "./latencies.ts";
import { type LoadedModel, loadModel } from "./loadedModel.ts";
import { machineState } from "./machineState.ts";
import { highestRate, type Sustained } from "./openLoop.ts";
import { runtimeVersion } from "./runtimeVersion.ts";

/** Rounds show how much the machine varies, and let two models take turns. */
const rounds = 10;
/** Of the measured time. */
const warmUpShare = 0.1;

type Progress = { readonly step: string; readonly share: number };

interface Measuring {
  readonly model: LoadedModel;
  readonly warmUp: { readonly runs: number; readonly time: number };
  readonly rounds: Round[];
  cpuTime: number;
  sustained?: Sustained;
}

/** Measures a model, or two in turns, in this process, which should do nothing else. */
export async function measure(
  paths: readonly [string, ...string[]],
  settings: BenchmarkSettings,
  { report }: Pick<WatchedContext<Progress>, "report">,
): Promise<BenchmarkResult> {
  const { scenario, batch, latencyBound, seconds } = settings;
  if (scenario === "server" && batch !== 1) {
    throw invalidParameter(`Queries of the server scenario have one sample, not a batch of ${batch}.`);
  }
  if (scenario === "server" && latencyBound === undefined) {
    throw invalidParameter("The server scenario needs a bound of the 99th percentile, in milliseconds.");
  }
  const machine = await machineState();
  const measured: Measuring[] = [];
  for (const path of paths) {
    report({ step: "loading and warming up", share: 0 });
    const model = await loadModel(path, settings);
    const { latencies, time } = await closedLoop(model.run, settings, warmUpShare * 1000 * seconds);
    const warmUp = { runs: latencies.length * runsOfQuery(settings), time };
    measured.push({ model, warmUp, rounds: [], cpuTime: 0 });
  }
  // A server's medians of rounds are taken closed-loop, for a fifth of the time: they show noise and the rate to begin with.
  const closedTime = (scenario === "server" ? 200 : 1000) * (seconds / rounds);
  for (let round = 0; round < rounds; round++) {
    for (const one of measured) {
      await spending(one, async () => one.rounds.push(await closedLoop(one.model.run, settings, closedTime)));
    }
    report({ step: "measuring", share: (round + 1) / rounds });
  }
  if (latencyBound !== undefined && scenario === "server") {
    for (const one of measured) {
      const median = medianOf(mediansOf(one));
      const told = (share: number): void => report({ step: "searching the highest rate", share });
      await spending(one, async () => {
        one.sustained = await highestRate(one.model.run, { median, latencyBound, seconds }, told);
      });
    }
  }
  const [first, second] = measured.map((one) => ({ ...one, medians: Float64Array.from(mediansOf(one)) }));
  if (first === undefined) throw invalidParameter("No model was named.");
  const noises = [first, second].flatMap((one) =>
    one ? noiseOf(one.medians, machine.load, machine.cores).reasons : [],
  );
  return {
    settings,
    runtime: runtimeVersion,
    machine,
    model: summary(first, scenario),
    ...(second === undefined
      ? {}
      : { other: summary(second, scenario), ratio: latencyRatio(first.medians, second.medians) }),
    peakMemory: resourceUsage().maxRSS * 1024,
    noise: [...new Set([...noises, ...stateReasons(machine)])],
  };
}

async function spending(one: Measuring, work: () => Promise<unknown>): Promise<void> {
  const before = cpuUsage();
  await work();
  const { user, system } = cpuUsage(before);
  one.cpuTime += (user + system) / 1000;
}

const mediansOf = ({ rounds }: Measuring): number[] => rounds.map(({ latencies }) => medianOf(latencies));

function stateReasons({ governor, onBattery }: BenchmarkResult["machine"]): string[] {
  return [
    ...(governor === "powersave" ? ["the processor's frequency is governed to save power"] : []),
    ...(onBattery === true ? ["it runs on its battery"] : []),
  ];
}

function summary(one: Measuring, scenario: BenchmarkSettings["scenario"]): ModelMeasurement {
  const { model, warmUp, cpuTime, sustained } = one;
  const open = sustained?.rate == null ? undefined : sustained.round;
  const shown = scenario === "server" ? (open === undefined ? [] : [open]) : one.rounds;
  const latencies = shown.flatMap((round) => round.latencies);
  const samples = shown.reduce((sum, round) => sum + round.samples, 0);
  const time = shown.reduce((sum, round) => sum + round.time, 0);
  return {
    path: model.path,
    sha256: model.sha256,
    bytes: model.bytes,
    inputs: Object.entries(model.inputs).map(([name, { type, dims }]) => ({ name, type, shape: [...dims] })),
    sessionLoad: model.sessionLoad,
    firstInference: model.firstInference,
    warmUp,
    queries: scenario === "offline" ? 1 : latencies.length,
    latency: scenario === "offline" || latencies.length === 0 ? null : latencySummary(latencies),
    samplesPerSecond: time === 0 ? 0 : (1000 * samples) / time,
    ...(sustained === undefined ? {} : { sustained: sustained.rate === null ? sustained : { rate: sustained.rate } }),
    cpuTime,
    rounds: mediansOf(one),
  };
}

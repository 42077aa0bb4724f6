import { resolve } from "node:path";
import { type Command, Option } from "commander";
import {
  type BenchmarkResult,
  type BenchmarkSettings,
  benchmarkScenarios,
  optimisationLevels,
} from "../../protocol/benchmarkEntities.ts";
import { formatNumber } from "../../protocol/format.ts";
import { aborted } from "../aborted.ts";
import { type Gate, gateOf, judgeGate } from "../benchmark/gates.ts";
import { benchmarkWords } from "../benchmark/report.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { EndWith, ending, usageError } from "../exitCodes.ts";
import { positive } from "../positive.ts";
import { table } from "../table.ts";

interface BenchOptions {
  readonly scenario: BenchmarkSettings["scenario"];
  readonly batch: readonly number[];
  readonly threads?: readonly number[];
  readonly optimisation: BenchmarkSettings["optimisation"];
  readonly provider: string;
  readonly duration: number;
  readonly bound?: number;
  readonly dimension: Readonly<Record<string, number>>;
  readonly compare?: string;
  readonly gate: readonly Gate[];
  readonly json?: boolean;
}

/** What the shell learns. */
const benchExit = { fine: 0, gateFails: 1, couldNotTell: 2 } as const;

const help = `
With several batch sizes or threads, each combination is measured in a process of its own.
Gates bound p50, p90, p95, p97, p99, p99.9, load and first (milliseconds), samples and rate (a second), memory (bytes)
and ratio (of --compare): --gate "p99<=5" --gate "ratio<=1.05".

Exit status: 0 all gates hold, 1 a gate fails, 2 a gate can't be judged or the measurement could not run.`;

export const addBenchModel: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "bench-model <file>")
    .description("measure how fast an ONNX model is on this machine")
    .addOption(new Option("--scenario <name>", "as LoadGen's").choices(benchmarkScenarios).default("singleStream"))
    .option("--batch <sizes>", "samples in a run, separated by commas", wholes, [1])
    .option(
      "--threads <numbers>",
      "threads within an operator, separated by commas (else the runtime's choice)",
      wholes,
    )
    .addOption(new Option("--optimisation <level>", "of the graph").choices(optimisationLevels).default("all"))
    .option("--provider <name>", "of the runtime", "cpu")
    .option("--duration <seconds>", "how long is measured", positive, 5)
    .option("--bound <milliseconds>", "of the 99th percentile in the server scenario", positive)
    .option("--dimension <name=length>", "of a free dimension (else 1)", addDimension, {})
    .option("--compare <file>", "another model, measured in turns with the first")
    .option("--gate <condition>", "what has to hold, such as p99<=5", (text, all: Gate[]) => [...all, gateOf(text)], [])
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (file: string, options: BenchOptions, command: Command) => {
      const verdicts = await bench(file, options, command).catch((error: unknown) => {
        const { words } = ending(error, command.optsWithGlobals().verbose === true);
        if (words !== null) terminal.error(`${words}\n`);
        throw new EndWith(benchExit.couldNotTell);
      });
      if (verdicts.includes("fails")) throw new EndWith(benchExit.gateFails);
      if (verdicts.includes("unknown")) throw new EndWith(benchExit.couldNotTell);
    });

  async function bench(file: string, options: BenchOptions, command: Command) {
    using interrupt = aborted();
    const other = options.compare === undefined ? {} : { other: resolve(options.compare) };
    const results: BenchmarkResult[] = [];
    await withEngine(context, command, async (engine) => {
      for (const settings of settingsOf(options)) {
        const question = { path: resolve(file), ...other, settings };
        // Who watches the progress keeps the request from being late.
        results.push(await engine.request("benchmark/measure", question, interrupt.signal, () => undefined));
      }
    });
    const outcomes = results.map((result) => options.gate.map((gate) => judgeGate(gate, result)));
    if (options.json === true) {
      printJson(
        terminal,
        results.map((result, i) => ({ ...result, gates: outcomes[i] ?? [] })),
      );
    } else {
      terminal.out(results.length === 1 ? results.map(benchmarkWords).join("") : sweepTable(results));
      for (const { gate, verdict, words } of outcomes.flat()) {
        terminal.out(`gate ${gate} ${verdict === "unknown" ? "can't be judged" : verdict}: ${words}\n`);
      }
    }
    return outcomes.flat().map(({ verdict }) => verdict);
  }
};

function settingsOf({ batch, threads, duration, bound, dimension, ...options }: BenchOptions): BenchmarkSettings[] {
  const { scenario, optimisation, provider } = options;
  const common = { scenario, optimisation, provider, seconds: duration, dimensions: dimension };
  return (threads ?? [undefined]).flatMap((count) =>
    batch.map((size) => ({
      ...common,
      batch: size,
      ...(count === undefined ? {} : { threads: count }),
      ...(bound === undefined ? {} : { latencyBound: bound }),
    })),
  );
}

function sweepTable(results: readonly BenchmarkResult[]): string {
  const right = "right" as const;
  const titles = ["THREADS", "BATCH", "SAMPLES/S", "P50 MS", "P99 MS"].map((title) => ({ title, align: right }));
  const percentile = ({ model }: BenchmarkResult, wanted: number): string => {
    const value = model.latency?.percentiles.find((one) => one.percentile === wanted)?.value;
    return value == null ? "-" : formatNumber(value);
  };
  const rows = results.map((result) => [
    result.settings.threads?.toString() ?? "auto",
    result.settings.batch.toString(),
    formatNumber(result.model.samplesPerSecond),
    percentile(result, 0.5),
    percentile(result, 0.99),
    result.noise.join("; "),
  ]);
  return table([...titles, { title: "NOISE", width: 80 }], rows);
}

function wholes(text: string): number[] {
  const numbers = text.split(",").map(Number);
  if (!numbers.every((number) => Number.isInteger(number) && number > 0)) {
    throw usageError(`"${text}" is no list of whole numbers above 0, such as 1,8,32.`);
  }
  return numbers;
}

function addDimension(text: string, all: Readonly<Record<string, number>>): Record<string, number> {
  const [, name, length] = /^(.+)=(\d+)$/.exec(text) ?? [];
  if (name === undefined || Number(length) < 1) throw usageError(`"${text}" is no NAME=LENGTH, such as sequence=128.`);
  return { ...all, [name]: Number(length) };
}

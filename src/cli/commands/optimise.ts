import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import type {
  BenchmarkResult,
  BenchmarkSettings,
  LatencyRatio,
  ModelMeasurement,
} from "../../protocol/benchmarkEntities.ts";
import type { DeclarationFile } from "../../protocol/checkEntities.ts";
import type { EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { evaluationFault } from "../../protocol/evaluationFaults.ts";
import { formatBytes, formatNumber } from "../../protocol/format.ts";
import { type Optimisation, optimisations } from "../../protocol/optimiseRequests.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { EndWith, usageError } from "../exitCodes.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";

interface OptimiseOptions {
  readonly how?: readonly Optimisation[];
  readonly evaluation?: string;
  readonly python?: string;
  readonly replace?: true;
  readonly json?: true;
}

interface Made {
  readonly how: Optimisation;
  readonly path: string;
  readonly bytes: number;
  readonly originalBytes: number;
  readonly tool: string;
  /** Of its latency to the original's, by batch size; with the reason where it can't be measured. */
  readonly ratios: readonly Measured[];
  readonly evaluation: EvaluationResult | null;
  /** Why it is not known what it loses; undefined where it is. */
  readonly unjudged?: string;
}

interface Measured {
  readonly batch: number;
  readonly ratio?: LatencyRatio;
  /** Latencies in milliseconds, measured in turns. */
  readonly median?: number;
  readonly originalMedian?: number;
  readonly reason?: string;
}

interface NotMade {
  readonly how: Optimisation;
  readonly error: string;
}

const batches = [1, 64];
const seconds = 2;

const help = `
Makes model.int8.onnx and model.float16.onnx by ONNX Runtime's own tools for Python, measures each in turns with the
original, and judges both on the same rows where an evaluation of tidemark.yaml names the model. Nothing is installed: the
Python needs onnx and onnxruntime.`;

export const addOptimise: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "optimise <file>")
    .description("make smaller models of one, and tell what they gain and lose")
    .addOption(new Option("--how <kind...>", "what is made (else both)").choices(optimisations))
    .option("--evaluation <name>", "the evaluation of tidemark.yaml that judges them")
    .option("--python <path>", "a Python with onnx and onnxruntime, by its path or its name (else that of .venv)")
    .option("--replace", "replace files that are there")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (file: string, options: OptimiseOptions, command: Command) => {
      const all = await optimise(resolve(file), options, command);
      if (options.json === true) printJson(terminal, all);
      else terminal.out(report(all));
      if (all.some((one) => "error" in one)) throw new EndWith(1);
    });

  async function optimise(path: string, options: OptimiseOptions, command: Command): Promise<(Made | NotMade)[]> {
    using interrupt = aborted();
    const { signal } = interrupt;
    const { how = optimisations, evaluation, python, replace = false } = options;
    return await withEngine(context, command, async (engine) => {
      const declared = await engine.request("evaluation/declared", {}, signal);
      const judging = declared.evaluations.find(({ name, question }) =>
        evaluation === undefined ? resolve(question.path) === path : name === evaluation,
      );
      if (evaluation !== undefined && judging === undefined) {
        throw usageError(`There is no evaluation "${evaluation}" in tidemark.yaml.${faultWords(declared, evaluation)}`);
      }
      const all: (Made | NotMade)[] = [];
      for (const kind of how) {
        const asked = { path, how: kind, replace, ...(python === undefined ? {} : { python: pythonOf(python) }) };
        const found = await engine.request("optimise/model", asked, signal, () => undefined).catch(wordsOf(signal));
        if (typeof found === "string") {
          all.push({ how: kind, error: found });
          continue;
        }
        const { original, made, tool } = found;
        const ratios: Measured[] = [];
        for (const batch of batches) {
          const question = { path, other: made.path, settings: settingsOf(batch) };
          const measured = await engine
            .request("benchmark/measure", question, signal, () => undefined)
            .catch(wordsOf(signal));
          ratios.push({ batch, ...(typeof measured === "string" ? { reason: measured } : beside(measured)) });
        }
        const question = judging && { ...judging.question, path: made.path, baseline: path, gates: [] };
        const judged =
          question === undefined
            ? `No evaluation of tidemark.yaml names this model: see --evaluation.${faultWords(declared)}`
            : await engine.request("evaluation/run", question, signal, () => undefined).catch(wordsOf(signal));
        const loss = typeof judged === "string" ? { evaluation: null, unjudged: judged } : { evaluation: judged };
        all.push({ how: kind, ...made, originalBytes: original.bytes, tool, ratios, ...loss });
      }
      return all;
    });
  }
};

/** A path may be relative to where the command runs; a bare name such as python3 is looked up on the path. */
const pythonOf = (given: string): string => (basename(given) === given ? given : resolve(given));

/** Why an evaluation may be missing although it is written. */
function faultWords({ file, problems }: DeclarationFile, name?: string): string {
  const fault = evaluationFault(problems, name);
  return fault === undefined ? "" : ` ${file}:${fault.range.start.line + 1}: ${fault.message}`;
}

/** What went wrong, unless nobody wants to know any more. */
const wordsOf =
  (signal: AbortSignal) =>
  (error: unknown): string => {
    if (signal.aborted) throw error;
    return error instanceof Error ? error.message : String(error);
  };

function beside({ ratio, model, other }: BenchmarkResult): Omit<Measured, "batch"> {
  const [originalMedian, median] = [medianOf(model), medianOf(other)];
  return {
    ...(ratio === undefined ? {} : { ratio }),
    ...(median === undefined ? {} : { median }),
    ...(originalMedian === undefined ? {} : { originalMedian }),
  };
}

const medianOf = (model: ModelMeasurement | undefined): number | undefined =>
  model?.latency?.percentiles.find(({ percentile }) => percentile === 0.5)?.value ?? undefined;

const settingsOf = (batch: number): BenchmarkSettings => ({
  scenario: "singleStream",
  optimisation: "all",
  provider: "cpu",
  seconds,
  dimensions: {},
  batch,
});

function report(all: readonly (Made | NotMade)[]): string {
  const made = all.flatMap((one) => ("error" in one ? [] : one));
  const failed = all.flatMap((one) => ("error" in one ? [`${one.how}: ${plain(one.error)}`] : []));
  const reasons = made.flatMap(({ how, ratios }) =>
    ratios.flatMap(({ batch, reason }) => (reason === undefined ? [] : `${how}, batch ${batch}: ${plain(reason)}`)),
  );
  const parts = [made.length === 0 ? "" : sizes(made), failed.join("\n"), reasons.join("\n"), losses(made)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const right = "right" as const;

function sizes(made: readonly Made[]): string {
  const columns = [
    { title: "MODEL", width: 60 },
    { title: "SIZE", align: right },
    { title: "OF THE ORIGINAL'S", align: right },
    ...batches.map((batch) => ({ title: `LATENCY, BATCH ${batch}`, align: right })),
  ];
  const rows = made.map(({ path, bytes, originalBytes, ratios }) => [
    path,
    formatBytes(bytes),
    `${formatNumber((100 * bytes) / originalBytes, 3)} %`,
    ...ratios.map(latencyWords),
  ]);
  return table(columns, rows).trimEnd();
}

/** What each figure has lost or gained, with a verdict that the rows can bear. */
function losses(made: readonly Made[]): string {
  if (made.length === 0) return "";
  const compared = made.flatMap(({ how, evaluation }) =>
    (evaluation?.comparisons ?? []).map((comparison) => ({ how, ...comparison })),
  );
  const unjudged = made.flatMap(({ how, evaluation, unjudged }) => {
    if (unjudged !== undefined) return [`${how}, what it loses is not known: ${plain(unjudged)}`];
    return evaluation?.comparisons?.length ? [] : [`${how}: the evaluation compares no figure of the two.`];
  });
  if (compared.length === 0) return unjudged.join("\n");
  const columns = [
    { title: "" },
    { title: "METRIC" },
    ...["ORIGINAL", "MADE", "DIFFERENCE", "95 %"].map((title) => ({ title, align: right })),
    { title: "VERDICT" },
  ];
  const verdicts = { "first better": "worse", "second better": "better" } as const;
  const rows = compared.map(({ how, name, first, second, difference, interval, outcome }) => [
    how,
    name,
    ...[first, second, difference].map((value) => formatNumber(value)),
    interval === null ? "" : `${formatNumber(interval.low)} to ${formatNumber(interval.high)}`,
    outcome === "first better" || outcome === "second better" ? verdicts[outcome] : outcome,
  ]);
  return [table(columns, rows).trimEnd(), ...unjudged].join("\n");
}

/** Times as long as the original takes, with both medians. */
function latencyWords({ ratio, median, originalMedian }: Measured): string {
  if (median === undefined || originalMedian === undefined) return ratioWords(ratio);
  return `${ratioWords(ratio)}, ${formatNumber(median, 3)} ms beside ${formatNumber(originalMedian, 3)} ms`;
}

function ratioWords(ratio: LatencyRatio | undefined): string {
  if (ratio === undefined) return "–";
  const times = `${formatNumber(ratio.ratio, 3)} times`;
  if (ratio.interval === null) return times;
  return `${times} (${formatNumber(ratio.interval.low, 3)} to ${formatNumber(ratio.interval.high, 3)})`;
}

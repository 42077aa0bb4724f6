import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { LatencyRatio } from "../../protocol/benchmarkEntities.ts";
import type { EvaluatedModel } from "../../protocol/evaluationEntities.ts";
import { formatBytes, formatNumber } from "../../protocol/format.ts";
import {
  type BesideOriginal,
  type MadeModel,
  type NotMade,
  type Optimisation,
  optimisations,
  optimiseBatches,
} from "../../protocol/optimiseEntities.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { EndWith } from "../exitCodes.ts";
import { positive } from "../positive.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";

interface OptimiseOptions {
  readonly how?: readonly Optimisation[];
  readonly evaluation?: string;
  readonly python?: string;
  readonly replace?: true;
  readonly duration: number;
  readonly json?: true;
}

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
    .option("--duration <seconds>", "how long each batch is measured, for each model", positive, 2)
    .option("--replace", "replace files that are there")
    .option("--json", "print JSON")
    .addHelpText("after", help)
    .action(async (file: string, options: OptimiseOptions, command: Command) => {
      using interrupt = aborted();
      const { signal } = interrupt;
      const { how = optimisations, evaluation, python, replace = false } = options;
      const question = {
        path: resolve(file),
        how: [...how],
        replace,
        ...(evaluation === undefined ? {} : { evaluation }),
        seconds: options.duration,
        ...(python === undefined ? {} : { python: pythonOf(python) }),
      };
      const { models } = await withEngine(context, command, (engine) =>
        engine.request("optimise/compare", question, signal, () => undefined),
      );
      if (options.json === true) printJson(terminal, models);
      else terminal.out(report(models));
      if (models.some((one) => "error" in one)) throw new EndWith(1);
    });
};

/** A path may be relative to where the command runs; a bare name such as python3 is looked up on the path. */
const pythonOf = (given: string): string => (basename(given) === given ? given : resolve(given));

function report(all: readonly (MadeModel | NotMade)[]): string {
  const made = all.flatMap((one) => ("error" in one ? [] : one));
  const failed = all.flatMap((one) => ("error" in one ? [`${one.how}: ${plain(one.error)}`] : []));
  const reasons = made.flatMap(({ how, ratios }) =>
    ratios.flatMap(({ batch, reason }) => (reason === undefined ? [] : `${how}, batch ${batch}: ${plain(reason)}`)),
  );
  const noise = new Set(made.flatMap(({ ratios }) => ratios.flatMap((one) => one.noise ?? [])));
  const noisy = noise.size === 0 ? "" : `Noisy, so that latencies may not repeat: ${[...noise].join("; ")}.`;
  const parts = [made.length === 0 ? "" : sizes(made), noisy, failed.join("\n"), reasons.join("\n"), losses(made)];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

const right = "right" as const;

function sizes(made: readonly MadeModel[]): string {
  const columns = [
    { title: "MODEL", width: 60 },
    { title: "SIZE", align: right },
    { title: "OF THE ORIGINAL'S", align: right },
    ...optimiseBatches.map((batch) => ({ title: `LATENCY, BATCH ${batch}`, align: right })),
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
function losses(made: readonly MadeModel[]): string {
  if (made.length === 0) return "";
  const compared = made.flatMap(({ how, evaluation }) =>
    (evaluation?.comparisons ?? []).map((comparison) => ({ how, evaluation, ...comparison })),
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
  const rows = compared.map(({ how, name, first, second, difference, interval, outcome, evaluation }) => [
    how,
    name,
    `${formatNumber(first)}${rangeWords(evaluation?.baselines.at(-1), name)}`,
    `${formatNumber(second)}${rangeWords(evaluation?.model, name)}`,
    formatNumber(difference),
    interval === null ? "" : `${formatNumber(interval.low)} to ${formatNumber(interval.high)}`,
    outcome === "first better" || outcome === "second better" ? verdicts[outcome] : outcome,
  ]);
  return [table(columns, rows).trimEnd(), ...unjudged].join("\n");
}

/** The figure's own interval, where it has one. */
function rangeWords(model: EvaluatedModel | undefined, metric: string): string {
  const interval = model?.figures.find(({ name }) => name === metric)?.interval;
  return interval == null ? "" : ` (${formatNumber(interval.low)} to ${formatNumber(interval.high)})`;
}

/** Times as long as the original takes, with both medians. */
function latencyWords({ ratio, median, originalMedian }: BesideOriginal): string {
  if (median === undefined || originalMedian === undefined) return ratioWords(ratio);
  return `${ratioWords(ratio)}, ${formatNumber(median, 3)} ms beside ${formatNumber(originalMedian, 3)} ms`;
}

function ratioWords(ratio: LatencyRatio | undefined): string {
  if (ratio === undefined) return "–";
  const times = `${formatNumber(ratio.ratio, 3)} times`;
  if (ratio.interval === null) return times;
  return `${times} (${formatNumber(ratio.interval.low, 3)} to ${formatNumber(ratio.interval.high, 3)})`;
}

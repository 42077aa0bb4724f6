import { resolve } from "node:path";
import { type Command, Option } from "commander";
import type { BenchmarkSettings, LatencyRatio } from "../../protocol/benchmarkEntities.ts";
import type { EvaluationResult } from "../../protocol/evaluationEntities.ts";
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
  readonly ratios: readonly { readonly batch: number; readonly ratio?: LatencyRatio; readonly reason?: string }[];
  readonly evaluation: EvaluationResult | null;
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
    .option("--python <path>", "a Python with onnx and onnxruntime (else that of .venv, or of the path)")
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
      const { evaluations } = await engine.request("evaluation/declared", {}, signal);
      const judging = evaluations.find(({ name, question }) =>
        evaluation === undefined ? resolve(question.path) === path : name === evaluation,
      );
      if (evaluation !== undefined && judging === undefined) {
        throw usageError(`There is no evaluation "${evaluation}" in tidemark.yaml.`);
      }
      const all: (Made | NotMade)[] = [];
      for (const kind of how) {
        const asked = { path, how: kind, replace, ...(python === undefined ? {} : { python: resolve(python) }) };
        const found = await engine.request("optimise/model", asked, signal, () => undefined).catch(wordsOf(signal));
        if (typeof found === "string") {
          all.push({ how: kind, error: found });
          continue;
        }
        const { original, made, tool } = found;
        const ratios: Made["ratios"][number][] = [];
        for (const batch of batches) {
          const question = { path, other: made.path, settings: settingsOf(batch) };
          const measured = await engine
            .request("benchmark/measure", question, signal, () => undefined)
            .catch(wordsOf(signal));
          if (typeof measured === "string") ratios.push({ batch, reason: measured });
          else ratios.push({ batch, ...(measured.ratio === undefined ? {} : { ratio: measured.ratio }) });
        }
        const question = judging && { ...judging.question, path: made.path, baseline: path, gates: [] };
        const evaluation =
          question === undefined ? null : await engine.request("evaluation/run", question, signal, () => undefined);
        all.push({ how: kind, ...made, originalBytes: original.bytes, tool, ratios, evaluation });
      }
      return all;
    });
  }
};

/** What went wrong, unless nobody wants to know any more. */
const wordsOf =
  (signal: AbortSignal) =>
  (error: unknown): string => {
    if (signal.aborted) throw error;
    return error instanceof Error ? error.message : String(error);
  };

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
    ...ratios.map(({ ratio }) => ratioWords(ratio)),
  ]);
  return table(columns, rows).trimEnd();
}

/** What each figure has lost or gained, with a verdict that the rows can bear. */
function losses(made: readonly Made[]): string {
  if (made.length === 0) return "";
  const compared = made.flatMap(({ how, evaluation }) =>
    (evaluation?.comparisons ?? []).map((comparison) => ({ how, ...comparison })),
  );
  if (compared.length === 0) {
    return "No evaluation of tidemark.yaml names this model, so that nothing is told of what it loses: see --evaluation.";
  }
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
  return table(columns, rows).trimEnd();
}

/** Times as long as the original takes, with its interval. */
function ratioWords(ratio: LatencyRatio | undefined): string {
  if (ratio === undefined) return "–";
  const times = `${formatNumber(ratio.ratio, 3)} times`;
  if (ratio.interval === null) return times;
  return `${times} (${formatNumber(ratio.interval.low, 3)} to ${formatNumber(ratio.interval.high, 3)})`;
}

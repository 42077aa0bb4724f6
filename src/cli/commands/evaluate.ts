import { basename, resolve } from "node:path";
import { type Command, Option } from "commander";
import type { DeclarationFile } from "../../protocol/checkEntities.ts";
import {
  EvaluationGate,
  EvaluationQuestion,
  evaluationMetrics,
  evaluationTasks,
} from "../../protocol/evaluationEntities.ts";
import { evaluationFault } from "../../protocol/evaluationFaults.ts";
import type { DeclaredEvaluation } from "../../protocol/evaluationRequests.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, commandOf, printJson, withEngine } from "../context.ts";
import { sideOf } from "../driftSides.ts";
import { evaluationWords } from "../evaluate/human.ts";
import { evaluationExit, type Judged } from "../evaluate/judged.ts";
import { evaluationJunit } from "../evaluate/junit.ts";
import { EndWith, ending, usageError } from "../exitCodes.ts";
import { plain } from "../terminal.ts";

interface EvaluateOptions {
  readonly data?: string;
  readonly task: EvaluationQuestion["task"];
  readonly label?: string;
  readonly labels?: readonly string[];
  readonly group?: string;
  readonly k?: number;
  readonly pair: EvaluationQuestion["inputs"];
  readonly positive?: string;
  readonly threshold?: number;
  readonly input: EvaluationQuestion["inputs"];
  readonly scores?: string;
  readonly answers?: string;
  readonly where?: string;
  readonly slice: readonly string[];
  readonly against?: string;
  readonly gate: readonly EvaluationGate[];
  readonly predictions?: string;
  readonly record?: string | true;
  readonly format: "human" | "json" | "junit";
  readonly json?: boolean;
}

const help = `
Without arguments all evaluations of tidemark.yaml run; a name runs that one; an ONNX file is judged as the options say.

DATA is a file, or a data set of tidemark.yaml: customers, customers:test, customers:v3.
A gate is a metric and a bound, of the figure or of an end of its interval: --gate "roc_auc>=0.8", --gate "roc_auc.low>=0.75",
--gate "log_loss<=0.5"; or a margin to the model of --against: --gate "accuracy>=baseline-0.01".

Exit status: 0 all gates hold, 1 a gate fails, 2 a gate can't be judged or an evaluation could not run.`;

export const addEvaluate: AddCommand = (program, context) => {
  const { terminal } = context;
  commandOf(program, "evaluate [what]")
    .description("judge an ONNX model on data: metrics with intervals, baselines, slices and gates")
    .option("--data <data>", "the rows: a file or a data set")
    .addOption(new Option("--task <task>", "what the model tells").choices(evaluationTasks).default("binary"))
    .option("--label <column>", "the column that holds what is true")
    .option("--labels <columns>", "of a multilabel task: its columns, separated by commas", (text) => text.split(","))
    .option("--group <column>", "of a ranking task: which rows are ranked together")
    .option("--k <rows>", "of a ranking task: so many of the first rows count", numberOf)
    .option("--positive <value>", "of a binary task: the label that counts as positive")
    .option("--threshold <score>", "positive, or with a label, from this score on", numberOf)
    .option("--input <input=columns>", "columns of an input of the model, separated by commas", addInput, {})
    .option("--pair <input=columns>", "of a similarity task: the columns for the second of a pair", addInput, {})
    .option("--scores <output>", "the output that holds scores or numbers")
    .option("--answers <output>", "the output that holds classes")
    .option("--where <condition>", "which rows, in SQL")
    .option("--slice <column>", "figures for the rows of each value of it", (text, all: string[]) => [...all, text], [])
    .option("--against <model>", "another ONNX file, compared on the same rows")
    .option("--gate <condition>", "what has to hold", (text, all: EvaluationGate[]) => [...all, gateOf(text)], [])
    .option("--predictions <file>", "a Parquet file for the rows with what was answered")
    .option("--record [run]", "keep the figures with this run (else with the one that made the model, or a new one)")
    .addOption(
      new Option("--format <format>", "of what is printed").choices(["human", "json", "junit"]).default("human"),
    )
    .option("--json", "print JSON, as --format json does")
    .addHelpText("after", help)
    .action(async (what: string | undefined, options: EvaluateOptions, command: Command) => {
      const all = await evaluate(what, options, command).catch((error: unknown) => {
        const { words } = ending(error, command.optsWithGlobals().verbose === true);
        if (words !== null) terminal.error(`${words}\n`);
        throw new EndWith(evaluationExit.couldNotTell);
      });
      const verdicts = all.flatMap((each) =>
        "error" in each ? ["unknown"] : each.result.gates.map(({ verdict }) => verdict),
      );
      if (verdicts.includes("failed")) throw new EndWith(evaluationExit.gateFails);
      if (verdicts.includes("unknown")) throw new EndWith(evaluationExit.couldNotTell);
    });

  async function evaluate(what: string | undefined, options: EvaluateOptions, command: Command): Promise<Judged[]> {
    using interrupt = aborted();
    const { signal } = interrupt;
    const format = options.json === true ? "json" : options.format;
    const shows = process.stderr.isTTY && format === "human";
    return await withEngine(context, command, async (engine) => {
      const asked =
        what !== undefined && isModel(what)
          ? [{ name: what, question: questionOf(what, options) }]
          : chosen(await engine.request("evaluation/declared", {}, signal), what);
      if (options.predictions !== undefined && asked.length > 1) {
        throw usageError("--predictions is one file: name one evaluation.");
      }
      const all: Judged[] = [];
      for (const each of asked) {
        const question = { ...each.question, ...predictionsOf(options), ...recordOf(each.name, options) };
        // Who watches the progress keeps the request from being late.
        const judged = await engine
          .request("evaluation/run", question, signal, shows ? showProgress : () => undefined)
          .then(
            (result): Judged => ({ ...each, result }),
            (error: unknown): Judged => {
              if (signal.aborted || asked.length === 1) throw error;
              return { ...each, error: error instanceof Error ? error.message : String(error) };
            },
          )
          .finally(() => {
            if (shows) terminal.error("\r\u001b[K");
          });
        all.push(judged);
        if (format === "human") terminal.out(wordsOf(judged, asked.length > 1));
      }
      if (format === "json")
        printJson(terminal, what !== undefined && isModel(what) ? resultOf(all[0]) : all.map(resultOf));
      if (format === "junit") terminal.out(evaluationJunit(all));
      return all;
    });
  }

  function showProgress({ step, share }: { readonly step: string; readonly share: number }): void {
    terminal.error(`\r\u001b[K${Math.floor(100 * share)}% ${plain(step)}`);
  }

  function wordsOf(judged: Judged, isOneOfMany: boolean): string {
    const title = isOneOfMany ? `${terminal.style("strong", judged.name)}\n` : "";
    if ("error" in judged) return `${title}${terminal.style("bad", "could not run")}: ${plain(judged.error)}\n\n`;
    return `${title}${evaluationWords(judged.result, terminal.style)}${isOneOfMany ? "\n" : ""}`;
  }
};

const resultOf = (judged: Judged | undefined) =>
  judged === undefined || "error" in judged ? judged : { name: judged.name, ...judged.result };

/** An address or a path has a dot, a slash or a colon; the name of an evaluation has none. */
const isModel = (what: string): boolean => /[./\\:]/.test(what);

/** @throws usageError for a name that is not declared, and where nothing is */
function chosen({ file, problems, evaluations }: Declared, what: string | undefined): readonly DeclaredEvaluation[] {
  const fault = evaluationFault(problems, what);
  // One that is wrong would be passed over in silence.
  if (fault !== undefined) throw usageError(`${file}:${fault.range.start.line + 1}: ${fault.message}`);
  if (evaluations.length === 0) throw usageError(`${file ?? "tidemark.yaml"} declares no evaluations.`);
  if (what === undefined) return evaluations;
  const found = evaluations.filter(({ name }) => name === what);
  if (found.length > 0) return found;
  throw usageError(`There is no evaluation "${what}"; there are ${evaluations.map(({ name }) => name).join(", ")}.`);
}

type Declared = DeclarationFile & { readonly evaluations: readonly DeclaredEvaluation[] };

function questionOf(model: string, options: EvaluateOptions): EvaluationQuestion {
  const { data, task, labels, positive, threshold, input, pair, scores, answers, where, slice, against, gate } =
    options;
  const label = labels?.join(", ") ?? options.label;
  const { group, k } = options;
  if (data === undefined) throw usageError("Which rows? Name a file or a data set: --data machines:test.");
  if (label === undefined) throw usageError("Which column is true? Name it: --label failed.");
  if (task === "multilabel" && labels === undefined) throw usageError("Which labels? Name them: --labels new,used.");
  if (task === "ranking" && group === undefined)
    throw usageError("Which rows are ranked together? Name --group query.");
  if (task === "ranking" && slice.length > 0) throw usageError("A ranking has no slices: leave --slice out.");
  if (task === "similarity" && Object.keys(pair).length === 0) {
    throw usageError("What is the second of a pair made of? Name its columns: --pair X=other_a,other_b.");
  }
  return EvaluationQuestion.parse({
    path: /^(runs|models):/.test(model) ? model : resolve(model),
    data: { ...sideOf(data), where },
    task,
    label,
    labels: task === "multilabel" ? labels : undefined,
    group: task === "ranking" ? group : undefined,
    k,
    pair: task === "similarity" ? pair : undefined,
    positive,
    threshold,
    inputs: input,
    outputs: { scores, label: answers },
    slices: slice,
    baseline: against === undefined || /^(runs|models):/.test(against) ? against : resolve(against),
    gates: gate,
  });
}

/** A model that is no evaluation of tidemark.yaml is called by its file. */
const recordOf = (name: string, { record }: EvaluateOptions): Pick<EvaluationQuestion, "record"> =>
  record === undefined
    ? {}
    : { record: { name: basename(name).replace(/\.onnx$/i, ""), ...(record === true ? {} : { run: record }) } };

const predictionsOf = ({ predictions }: EvaluateOptions): Pick<EvaluationQuestion, "predictions"> =>
  predictions === undefined ? {} : { predictions: resolve(predictions) };

function numberOf(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) throw usageError(`"${text}" is no number.`);
  return number;
}

function addInput(text: string, all: EvaluationQuestion["inputs"]): EvaluationQuestion["inputs"] {
  const [, name, columns] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
  if (name === undefined || columns === undefined) {
    throw usageError(`"${text}" is no INPUT=COLUMNS, such as X=temperature,vibration.`);
  }
  return { ...all, [name]: columns.split(",").map((column) => column.trim()) };
}

const metrics: ReadonlySet<string> = new Set(Object.values(evaluationMetrics).flat());

/** @throws usageError naming what would be right */
function gateOf(text: string): EvaluationGate {
  const [, metric, end, operator, bound] = /^\s*([a-z0-9_]+)(?:\.(low|high))?\s*(<=|>=)\s*(\S+)\s*$/.exec(text) ?? [];
  if (metric !== undefined && !metrics.has(metric)) {
    throw usageError(`"${metric}" is no metric; there are ${[...metrics].join(", ")}.`);
  }
  const [, margin] = /^baseline(?:[+-]([0-9.e-]+))?$/.exec(bound ?? "") ?? [];
  const number = Number(margin ?? bound ?? "");
  if (
    metric !== undefined &&
    end === undefined &&
    bound?.startsWith("baseline") &&
    (margin === undefined || number >= 0)
  ) {
    return EvaluationGate.parse({ metric, against: "baseline", ...(margin === undefined ? {} : { margin: number }) });
  }
  if (metric === undefined || !Number.isFinite(number)) {
    throw usageError(
      `"${text}" is no gate; one is METRIC>=NUMBER, <=NUMBER or >=baseline-MARGIN, such as roc_auc>=0.8 or roc_auc.low>=0.75.`,
    );
  }
  return EvaluationGate.parse({ metric, by: end, [operator === ">=" ? "min" : "max"]: number });
}

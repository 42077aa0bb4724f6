import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import type { ConnectedEngine } from "../../client/connectEngine.ts";
import type { PushProgress, PushSelection, PushSummary } from "../../protocol/push.ts";
import { manyRuns, sentWords, sizeWords } from "../../protocol/pushWords.ts";
import { aborted } from "../aborted.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { EndWith, exitCode, usageError } from "../exitCodes.ts";
import { pushReport } from "../pushReport.ts";
import { remoteOf } from "../remoteCredentials.ts";
import { resolveExperiment } from "../resolveExperiment.ts";
import { resolveRuns } from "../resolveRun.ts";

interface PushCommandOptions {
  readonly to: string;
  readonly experiment?: string;
  readonly model?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

export const addPush: AddCommand = (program, context) => {
  commandOf(program, "push [runs...]")
    .description("push runs, an experiment or a registered model to another MLflow server")
    .requiredOption("--to <url>", "the server's address: https://mlflow.example.org")
    .option("-e, --experiment <experiment>", "all runs of this experiment (its name or id)")
    .option("-m, --model <name>", "all versions of this registered model, with the runs that made them")
    .option("-y, --yes", `do not ask before pushing more than ${manyRuns} runs`)
    .option("--json", "print JSON")
    .addHelpText("after", credentialsHelp)
    .action(async (words: string[], options: PushCommandOptions, command: Command) => {
      const named = [words.length > 0, options.experiment !== undefined, options.model !== undefined];
      if (named.filter(Boolean).length !== 1) throw usageError("Name runs, or --experiment, or --model.");
      const summary = await withEngine(context, command, (engine) => push(context, engine, words, options));
      if (options.json === true) printJson(context.terminal, summary);
      else context.terminal.out(pushReport(summary, context.terminal.style));
      if (summary.failureCount > 0 || summary.interrupted !== null) throw new EndWith(exitCode.failure);
    });
};

export const credentialsHelp = `
Credentials come from TIDEMARK_REMOTE_TOKEN, or TIDEMARK_REMOTE_USERNAME and TIDEMARK_REMOTE_PASSWORD;
else from MLFLOW_TRACKING_TOKEN, … where MLFLOW_TRACKING_URI names that server.`;

async function push(
  context: CliContext,
  engine: ConnectedEngine,
  words: readonly string[],
  options: PushCommandOptions,
): Promise<PushSummary> {
  const { terminal } = context;
  const selection = await selectionOf(engine, words, options);
  const size = await engine.request("push/measure", { selection });
  if (size.runs > manyRuns && options.yes !== true) await confirm(sizeWords(size));
  const show = process.stderr.isTTY && options.json !== true;
  const onProgress = (progress: PushProgress): void => {
    if (show) terminal.error(`\r\u001b[K${progressWords(progress)}`);
  };
  using interrupt = aborted();
  try {
    const params = { selection, remote: remoteOf(process.env, options.to) };
    return await engine.request("push/start", params, interrupt.signal, onProgress);
  } finally {
    if (show) terminal.error("\r\u001b[K");
  }
}

async function selectionOf(
  engine: ConnectedEngine,
  words: readonly string[],
  { experiment, model }: PushCommandOptions,
): Promise<PushSelection> {
  if (model !== undefined) return { modelName: model };
  if (experiment !== undefined) return { experimentId: (await resolveExperiment(engine, experiment)).id };
  return { runIds: (await resolveRuns(engine, words)).map(({ id }) => id) };
}

const progressWords = ({ runsDone, runs, sent, waiting }: PushProgress): string =>
  `${runsDone} of ${runs} runs: ${waiting ?? sentWords(sent)}`;

/** @throws when it was not meant */
async function confirm(size: string): Promise<void> {
  if (process.stdin.isTTY !== true) throw usageError(`That is ${size}. Say --yes if you mean it.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`Push ${size}? [y/N] `);
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new EndWith(exitCode.failure);
}

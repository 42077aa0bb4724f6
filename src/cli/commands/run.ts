import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { constants } from "node:os";
import type { Command } from "commander";
import type { EngineConnection } from "../../client/engineConnection.ts";
import { trackingVariables, withoutSecrets } from "../../client/trackingEnvironment.ts";
import type { RunSummary } from "../../protocol/entities.ts";
import { type AddCommand, type CliContext, commandOf, lastingEngine, runningEngine, workspaceOf } from "../context.ts";
import { chosenElsewhere, runContext } from "../environment.ts";
import { EndWith, exitCode } from "../exitCodes.ts";
import { forwardSignals } from "../forwardSignals.ts";
import { runsTable, shortId } from "../runsTable.ts";

export const addRun: AddCommand = (program, context) => {
  commandOf(program, "run <command...>")
    .usage("[options] -- <command> [arguments...]")
    .description("run a command whose MLflow runs are tracked here: tidemark run -- python train.py")
    .option("--override", "log here even if MLFLOW_TRACKING_URI names another place")
    .passThroughOptions()
    .action(async (words: string[], options: { override?: boolean }, command: Command) => {
      const workspace = await workspaceOf(command);
      const elsewhere = options.override === true ? null : await otherAddress(context, workspace);
      const code =
        elsewhere === null ? await tracked(context, workspace, words) : await untouched(context, elsewhere, words);
      if (code !== exitCode.success) throw new EndWith(code);
    });
};

async function otherAddress(context: CliContext, workspace: string): Promise<string | null> {
  const suspect = chosenElsewhere(process.env, null);
  if (suspect === null) return null;
  const engine = await runningEngine(context, workspace);
  engine?.dispose();
  return chosenElsewhere(process.env, engine?.status.url ?? null);
}

async function untouched({ terminal }: CliContext, elsewhere: string, words: readonly string[]): Promise<number> {
  terminal.error(
    `tidemark: MLFLOW_TRACKING_URI is ${withoutSecrets(elsewhere)}, so runs are logged there. Log here with --override.\n`,
  );
  return execute(words, {});
}

/** Runs a command with the engine at its side, which is brought back whenever it dies. */
async function tracked(context: CliContext, workspace: string, words: readonly string[]): Promise<number> {
  const { terminal } = context;
  const engine = lastingEngine(context, workspace);
  try {
    const status = await engine.start();
    const launch = randomUUID();
    const tags = { "tidemark.command": JSON.stringify(words), "tidemark.launch": launch };
    const code = await execute(words, {
      ...trackingVariables(status),
      ...(status.token === null ? { MLFLOW_TRACKING_TOKEN: undefined } : {}),
      MLFLOW_RUN_CONTEXT: runContext(process.env.MLFLOW_RUN_CONTEXT, tags),
    });
    // The command's own end is what counts, whether or not its runs can be listed.
    await report(engine, launch, terminal).catch((error: unknown) => {
      terminal.error(`tidemark: its runs can't be listed: ${error instanceof Error ? error.message : error}\n`);
    });
    return code;
  } finally {
    engine.dispose();
  }
}

/** Runs a command in this terminal and says how it ended, as shells count. */
async function execute(words: readonly string[], variables: NodeJS.ProcessEnv): Promise<number> {
  const [program = "", ...args] = words;
  const child = spawn(program, args, {
    stdio: "inherit",
    // In the editor's terminals it is set for this program alone.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: undefined, ...variables },
    windowsHide: true,
  });
  using _ = forwardSignals(child);
  try {
    const [code, signal]: (number | string | null)[] = await once(child, "exit");
    if (typeof code === "number") return code;
    const number = Object.entries(constants.signals).find(([name]) => name === signal)?.[1] ?? 0;
    return exitCode.signal + number;
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? error.code : undefined;
    const missing = reason === "ENOENT";
    process.stderr.write(`tidemark: ${program}: ${missing ? "command not found" : `can't be run (${reason})`}\n`);
    return missing ? exitCode.notFound : exitCode.notExecutable;
  }
}

const mostShown = 10;

async function report(engine: EngineConnection, launch: string, terminal: CliContext["terminal"]): Promise<void> {
  const { experiments } = await engine.request("experiments/list", {});
  const filter = `tags.\`tidemark.launch\` = '${launch}'`;
  const pages = await Promise.all(
    experiments.map(({ id }) => engine.request("runs/list", { experimentId: id, filter, limit: mostShown })),
  );
  const runs = pages.flatMap((page) => page.runs).sort((a, b) => a.startTime - b.startTime);
  const total = pages.reduce((sum, page) => sum + page.total, 0);
  if (total === 0) return;
  terminal.error(`\n${total === 1 ? "1 run" : `${total} runs`} tracked:\n`);
  terminal.error(runsTable(runs.slice(0, mostShown), experiments, Date.now(), (_, text) => text));
  terminal.error(`${advice(runs)}\n`);
}

function advice(runs: readonly RunSummary[]): string {
  const ids = runs.slice(0, 3).map(({ id }) => shortId(id));
  const show = `Show one: tidemark show ${ids[0] ?? ""}`;
  return ids.length < 2 ? show : `${show}    Compare: tidemark compare ${ids.join(" ")}`;
}

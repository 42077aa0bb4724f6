import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import type { Command } from "commander";
import { locateDataFolder } from "../../client/dataFolder.ts";
import { engineFlags } from "../../client/engineFlags.ts";
import { readEngineInfo } from "../../client/engineInfoFile.ts";
import { failure } from "../../client/spawnEngine.ts";
import { EngineStatus } from "../../protocol/engineContract.ts";
import { engineExit } from "../../protocol/engineInfo.ts";
import { alreadyExists } from "../../protocol/errors.ts";
import { type AddCommand, type CliContext, commandOf, workspaceOf } from "../context.ts";
import { usageError } from "../exitCodes.ts";
import { forwardSignals } from "../forwardSignals.ts";

interface ServeOptions {
  readonly port?: string;
  /** False for `--no-token`, true when not mentioned. */
  readonly token: string | boolean;
  readonly idleMinutes?: string;
  readonly json?: boolean;
}

export const addServe: AddCommand = (program, context) => {
  commandOf(program, "serve")
    .description("serve the workspace in the foreground until it is told to stop")
    .option("-p, --port <port>", "the port to serve at (else the one it had before)")
    .option("--token <token>", "the token that clients must show (else the one it had before)")
    .option("--no-token", "ask for no token: every user of this machine may read and write")
    .option("--idle-minutes <minutes>", "stop after so many minutes without clients and runs (0: never)")
    .option("--json", "print one line of JSON: url, token, workspace, pid")
    .action((options: ServeOptions, command: Command) => serve(context, options, command));
};

async function serve(context: CliContext, options: ServeOptions, command: Command): Promise<void> {
  const { terminal } = context;
  const workspace = await workspaceOf(command);
  const args = [
    ...engineFlags,
    context.engineFile,
    "--workspace",
    workspace,
    "--foreground",
    ...engineArguments(options),
  ];
  const child = spawn(context.node, args, { stdio: ["ignore", "pipe", "pipe"] });
  using _ = forwardSignals(child);
  let printed = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    printed = (printed + text).slice(-100_000);
  });
  createInterface(child.stdout).once("line", (line) => {
    const { url, token, workspace: served, pid } = EngineStatus.parse(JSON.parse(line));
    if (options.json === true) terminal.out(`${JSON.stringify({ url, token, workspace: served, pid })}\n`);
    else {
      terminal.out(`Tidemark serves ${served} at ${terminal.style("strong", url)}\n`);
      terminal.out('In another terminal, let MLflow log here with:  eval "$(tidemark env)"\n');
    }
  });
  const [code, signal]: (number | string | null)[] = await once(child, "close");
  if (code === engineExit.stopped) return;
  if (code === engineExit.alreadyRunning) throw await alreadyServed(workspace);
  throw failure(printed, code ?? signal ?? null);
}

function engineArguments({ port, token, idleMinutes }: ServeOptions): string[] {
  if (token === "") throw usageError("--token needs a value; --no-token asks for none.");
  return [
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(token === false ? ["--no-token"] : typeof token === "string" ? [`--token=${token}`] : []),
    ...(idleMinutes === undefined ? [] : [`--idle-minutes=${idleMinutes}`]),
  ];
}

async function alreadyServed(workspace: string): Promise<Error> {
  const info = await readEngineInfo((await locateDataFolder(workspace)).infoFile);
  const where = info === null ? "" : ` at http://127.0.0.1:${info.port} (process ${info.pid})`;
  return alreadyExists(
    `An engine serves ${workspace} already${where}. Use it, or end it first with \`tidemark stop\`.`,
  );
}

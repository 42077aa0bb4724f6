import type { Command } from "commander";
import { attachEngine } from "../client/attachEngine.ts";
import type { ConnectedEngine } from "../client/connectEngine.ts";
import { EngineConnection } from "../client/engineConnection.ts";
import { ensureEngine } from "../client/ensureEngine.ts";
import type { Terminal } from "./terminal.ts";
import { chooseWorkspace } from "./workspace.ts";

/** What every command gets. */
export interface CliContext {
  readonly terminal: Terminal;
  readonly version: string;
  /** The program to start engines with. */
  readonly node: string;
  readonly engineFile: string;
}

/** Registers one command. */
export type AddCommand = (program: Command, context: CliContext) => void;

/** A command of the program, with the options that all have: they may be written after the command's name, too. */
export const commandOf = (program: Command, nameAndArguments: string): Command =>
  program
    .command(nameAndArguments)
    .option("-w, --workspace <dir>", "the folder that keeps the runs")
    .option("--verbose", "say where errors come from");

/** The workspace that `--workspace`, or the current folder, stands for. */
export async function workspaceOf(command: Command): Promise<string> {
  const { workspace } = command.optsWithGlobals<{ workspace?: string }>();
  return chooseWorkspace(workspace, process.cwd());
}

/** Does something with the workspace's engine, which is started when none runs, and lets go of it. */
export async function withEngine<T>(
  context: CliContext,
  command: Command,
  use: (engine: ConnectedEngine) => Promise<T>,
): Promise<T> {
  const workspace = await workspaceOf(command);
  const engine = await ensureEngine({ ...context, client: "cli", workspace });
  try {
    return await use(engine);
  } finally {
    engine.dispose();
  }
}

/** The engine that runs already, or null. */
export const runningEngine = (context: CliContext, workspace: string): Promise<ConnectedEngine | null> =>
  attachEngine(workspace, { client: "cli", version: context.version });

/** A connection that brings the engine back when it dies. */
export const lastingEngine = (context: CliContext, workspace: string): EngineConnection =>
  new EngineConnection((request) => ensureEngine({ ...context, ...request, client: "cli", workspace }));

/** Data for programs: one JSON document. */
export const printJson = (terminal: Terminal, value: unknown): void =>
  terminal.out(`${JSON.stringify(value, undefined, 2)}\n`);

import type { Command } from "commander";
import type { ConnectedEngine } from "../../client/connectEngine.ts";
import { syncWords } from "../../protocol/pushWords.ts";
import { type AddCommand, type CliContext, commandOf, printJson, withEngine } from "../context.ts";
import { usageError } from "../exitCodes.ts";
import { remoteOf } from "../remoteCredentials.ts";
import { resolveExperiment } from "../resolveExperiment.ts";
import { table } from "../table.ts";
import { plain } from "../terminal.ts";
import { credentialsHelp } from "./push.ts";

interface SyncCommandOptions {
  readonly to?: string;
  readonly stop?: boolean;
  readonly json?: boolean;
}

export const addSync: AddCommand = (program, context) => {
  commandOf(program, "sync [experiment]")
    .description("keep an experiment pushed to another MLflow server; without one, list those that are")
    .option("--to <url>", "the server's address: https://mlflow.example.org")
    .option("--stop", "do not keep it pushed any longer")
    .option("--json", "print JSON")
    .addHelpText("after", credentialsHelp)
    .action(async (word: string | undefined, options: SyncCommandOptions, command: Command) => {
      if (word === undefined && (options.to !== undefined || options.stop === true)) {
        throw usageError("Name the experiment.");
      }
      if (options.to !== undefined && options.stop === true) throw usageError("Use either --to or --stop.");
      await withEngine(context, command, (engine) => sync(context, engine, word, options));
    });
};

async function sync(
  context: CliContext,
  engine: ConnectedEngine,
  word: string | undefined,
  { to, stop, json }: SyncCommandOptions,
): Promise<void> {
  const { terminal } = context;
  if (word !== undefined && (to !== undefined || stop === true)) {
    const { id, name } = await resolveExperiment(engine, word);
    if (to !== undefined) {
      await engine.request("sync/set", { experimentId: id, remote: remoteOf(process.env, to) });
    } else {
      await engine.request("sync/stop", { experimentId: id });
      if (json !== true) return terminal.error(`${plain(name)} is not kept pushed any longer.\n`);
    }
  }
  await list(context, engine, word, json === true);
}

async function list(
  { terminal }: CliContext,
  engine: ConnectedEngine,
  word: string | undefined,
  json: boolean,
): Promise<void> {
  const [{ syncs }, { experiments }] = await Promise.all([
    engine.request("sync/list", {}),
    engine.request("experiments/list", {}),
  ]);
  const only = word === undefined ? undefined : (await resolveExperiment(engine, word)).id;
  const shown = only === undefined ? syncs : syncs.filter(({ experimentId }) => experimentId === only);
  if (json) return printJson(terminal, shown);
  if (shown.length === 0) {
    return terminal.error("Nothing is kept pushed. `tidemark sync EXPERIMENT --to URL` begins it.\n");
  }
  const nameOf = (id: string): string => experiments.find((each) => each.id === id)?.name ?? id;
  const rows = shown.map((state) => [
    plain(nameOf(state.experimentId)),
    plain(state.remote),
    plain(syncWords(state, Date.now())),
  ]);
  terminal.out(table([{ title: "EXPERIMENT" }, { title: "SERVER" }, { title: "STATE" }], rows));
}

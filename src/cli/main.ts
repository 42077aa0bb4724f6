import { fileURLToPath } from "node:url";
import { Command } from "commander";
import manifest from "../../package.json" with { type: "json" };
import { addBenchModel } from "./commands/benchModel.ts";
import { addCheck } from "./commands/check.ts";
import { addCompare } from "./commands/compare.ts";
import { addData } from "./commands/data.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addDrift } from "./commands/drift.ts";
import { addEnv } from "./commands/env.ts";
import { addEvaluate } from "./commands/evaluate.ts";
import { addFeatures } from "./commands/features.ts";
import { addImport } from "./commands/import.ts";
import { addInfer } from "./commands/infer.ts";
import { addInspectModel } from "./commands/inspectModel.ts";
import { addOptimise } from "./commands/optimise.ts";
import { addProfile } from "./commands/profile.ts";
import { addPromote } from "./commands/promote.ts";
import { addPush } from "./commands/push.ts";
import { addQuarantine } from "./commands/quarantine.ts";
import { addRun } from "./commands/run.ts";
import { addRuns } from "./commands/runs.ts";
import { addServe } from "./commands/serve.ts";
import { addShow } from "./commands/show.ts";
import { addStop } from "./commands/stop.ts";
import { addSync } from "./commands/sync.ts";
import type { AddCommand, CliContext } from "./context.ts";
import { ending } from "./exitCodes.ts";
import { processTerminal } from "./terminal.ts";

/** The engine's program lies beside this one: bundled in `dist`, or as source in a checkout. */
const engineFile = import.meta.url.endsWith(".ts") ? "../engine/main.ts" : "./engine.mjs";

const context: CliContext = {
  terminal: processTerminal(),
  version: manifest.version,
  node: process.execPath,
  engineFile: fileURLToPath(new URL(engineFile, import.meta.url)),
};

const program = new Command("tidemark")
  .description("Tracks training runs in the folder you work in.")
  .version(manifest.version)
  .option("-w, --workspace <dir>", "the folder that keeps the runs (else the nearest one with a .tidemark folder)")
  .option("--verbose", "say where errors come from")
  .enablePositionalOptions()
  .showSuggestionAfterError()
  .exitOverride();

const commands: readonly AddCommand[] = [
  addRun,
  addRuns,
  addShow,
  addCompare,
  addDrift,
  addBenchModel,
  addOptimise,
  addEvaluate,
  addPromote,
  addCheck,
  addInfer,
  addPush,
  addImport,
  addSync,
  addFeatures,
  addData,
  addQuarantine,
  addInspectModel,
  addProfile,
  addServe,
  addEnv,
  addStop,
  addDoctor,
];
for (const add of commands) add(program, context);

const isVerbose = (): boolean => [program, ...program.commands].some((command) => command.opts().verbose === true);

try {
  await program.parseAsync();
} catch (error) {
  const { code, words } = ending(error, isVerbose());
  if (words !== null) context.terminal.error(`${words}\n`);
  process.exitCode = code;
}

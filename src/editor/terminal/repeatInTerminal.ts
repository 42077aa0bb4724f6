import { env, type Terminal, window } from "vscode";
import type { RunSummary } from "../../protocol/entities.ts";
import { notFound } from "../../protocol/errors.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { commandLineOf, shellOf } from "./commandLine.ts";

/** Opens a terminal with the command that made a run typed, and leaves it to the user to run it. */
export async function repeatInTerminal(engine: EngineHost, run: RunSummary): Promise<void> {
  const { tags } = await engine.request("runs/get", { runId: run.id });
  const tag = (key: string): string | undefined => tags.find((each) => each.key === key)?.value;
  const line = commandLineOf(
    {
      sourceName: tag("mlflow.source.name"),
      entryPoint: tag("mlflow.project.entryPoint"),
      command: tag("tidemark.command"),
    },
    shellOf(env.shell),
  );
  if (line === null) throw notFound("The run does not say which script made it.");
  const terminal = window.createTerminal({
    name: "Run again",
    ...(engine.folder === null ? {} : { cwd: engine.folder }),
  });
  terminal.show();
  await promptOf(terminal);
  terminal.sendText(line, false);
}

const promptPatience = 3000;

/** What is typed before the shell shows its prompt would stand in front of it. Not every shell says when it does. */
async function promptOf(terminal: Terminal): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, promptPatience);
    const listening = window.onDidChangeTerminalShellIntegration((change) => {
      if (change.terminal === terminal) done();
    });
    function done(): void {
      clearTimeout(timer);
      listening.dispose();
      resolve();
    }
  });
}

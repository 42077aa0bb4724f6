import { type Disposable, type TerminalLink, type TerminalLinkProvider, window } from "vscode";
import { runCommand } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { runLinks } from "./runLinks.ts";

interface LinkToRun extends TerminalLink {
  readonly runId: string;
}

/** Opens a run's page where MLflow's client prints "View run … at": its address leads to no web page here. */
export function registerRunLinks(engine: EngineHost): Disposable {
  const provider: TerminalLinkProvider<LinkToRun> = {
    provideTerminalLinks({ line }) {
      const { state } = engine;
      if (state.kind !== "connected") return [];
      return runLinks(line, state.status.url).map((link) => ({ ...link, tooltip: "Open run in Tidemark" }));
    },
    handleTerminalLink: ({ runId }) => runCommand("tidemark.run.open", runId),
  };
  return window.registerTerminalLinkProvider(provider);
}

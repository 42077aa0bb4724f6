import { type Disposable, MarkdownString, StatusBarAlignment, ThemeColor, window } from "vscode";
import { setContext } from "../contextKeys.ts";
import type { EngineHost } from "./engineHost.ts";
import { stateWords, statusText } from "./engineWords.ts";

export interface StatusBar extends Disposable {
  /** Says in the tooltip where scripts in terminals log to. */
  setTerminalWords(words: string): void;
}

/** Keeps the status bar item and the engine's context key true to its state. */
export function createStatusBar(engine: EngineHost, log: { warn(message: string): void }): StatusBar {
  const item = window.createStatusBarItem("tidemark.engine", StatusBarAlignment.Left, 0);
  item.name = "Tidemark engine";
  item.command = "tidemark.engine.showMenu";
  let running = 0;
  let terminalWords = "";
  const draw = (): void => {
    const { state } = engine;
    const { text, label, level } = statusText(state, running);
    item.text = text;
    item.accessibilityInformation = { label, role: "button" };
    item.backgroundColor = level === "normal" ? undefined : new ThemeColor(`statusBarItem.${level}Background`);
    item.tooltip = tooltip(label, state.kind === "connected" ? [state.status.url, terminalWords] : reasonOf(engine));
    item.show();
  };
  const countRuns = async (): Promise<void> => {
    if (engine.state.kind !== "connected") return;
    running = (await engine.request("engine/status", {})).runningRuns;
    draw();
  };
  const onState = (): void => {
    const { state } = engine;
    running = state.kind === "connected" ? state.status.runningRuns : 0;
    void setContext("tidemark.engine", state.kind === "stopped" && state.error !== null ? "failed" : state.kind);
    draw();
  };
  const subscriptions = [
    engine.onState(onState),
    engine.on("changed", ({ experiments, runs }) => {
      if (!experiments && !runs.some(({ summary }) => summary)) return;
      countRuns().catch((error: unknown) => log.warn(`Running runs could not be counted: ${error}`));
    }),
  ];
  onState();
  return {
    setTerminalWords(words) {
      terminalWords = words;
      draw();
    },
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      item.dispose();
    },
  };
}

const reasonOf = ({ state }: EngineHost): readonly string[] =>
  state.kind === "stopped" || state.kind === "lost" ? [state.reason] : [stateWords(state)];

function tooltip(title: string, lines: readonly string[]): MarkdownString {
  const text = new MarkdownString();
  text.appendText([title, ...lines.filter((line) => line !== "")].join("\n\n"));
  return text;
}

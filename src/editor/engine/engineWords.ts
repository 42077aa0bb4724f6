import type { HostState } from "./engineHost.ts";

/** The engine's state in a few words. */
export function stateWords(state: HostState): string {
  switch (state.kind) {
    case "noFolder":
      return "no folder is open";
    case "untrusted":
      return "waiting for you to trust this folder";
    case "starting":
      return "the engine is starting";
    case "lost":
      return "the engine is coming back";
    case "connected":
      return "the engine is running";
    case "stopped":
      return state.error === null ? "the engine is stopped" : "the engine can't start";
  }
}

/** What the status bar shows. */
export interface StatusText {
  readonly text: string;
  /** For screen readers, which can't read icons. */
  readonly label: string;
  readonly level: "normal" | "warning" | "error";
}

/** The status bar item: the state as an icon, and how many runs are being recorded. */
export function statusText(state: HostState, running: number): StatusText {
  const label = `Tidemark: ${stateWords(state)}${running > 0 ? `, ${running} running` : ""}`;
  switch (state.kind) {
    case "noFolder":
    case "untrusted":
      return { text: "$(circle-slash) Tidemark", label, level: "normal" };
    case "starting":
      return { text: "$(sync~spin) Tidemark", label, level: "normal" };
    case "lost":
      return { text: "$(sync~spin) Tidemark", label, level: "warning" };
    case "connected":
      return { text: running > 0 ? `$(pulse) ${running} running` : "$(pulse) Tidemark", label, level: "normal" };
    case "stopped":
      return state.error === null
        ? { text: "$(debug-pause) Tidemark", label, level: "normal" }
        : { text: "$(error) Tidemark", label, level: "error" };
  }
}

import { html, type TemplateResult } from "lit";
import type { TraceState } from "../../../src/protocol/traceEntities.ts";
import { icon } from "../../kit/icon.ts";

const words: Readonly<Record<TraceState, readonly [icon: string, text: string, status: string]>> = {
  OK: ["pass", "OK", "finished"],
  ERROR: ["error", "Error", "failed"],
  IN_PROGRESS: ["sync", "In progress", "running"],
  STATE_UNSPECIFIED: ["question", "Unknown", "scheduled"],
};

/** How a trace went, as icon and word. */
export function traceStateBadge(state: TraceState): TemplateResult {
  const [name, text, status] = words[state];
  return html`<span class="status status-${status}" data-testid="trace-state">${icon(name)}<span>${text}</span></span>`;
}

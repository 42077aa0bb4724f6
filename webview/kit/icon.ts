import { html, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import type { RunStatus } from "../../src/protocol/entities.ts";

/** A codicon; text beside it or the label of its button says what it means. */
export const icon = (name: string, slot?: string): TemplateResult =>
  slot === undefined
    ? html`<span class="codicon codicon-${name}" aria-hidden="true"></span>`
    : html`<span slot=${slot} class="codicon codicon-${name}" aria-hidden="true"></span>`;

/** A button that is an icon; the label is what it does. */
export const iconButton = (
  name: string,
  label: string,
  onClick: (event: Event) => void,
  options: { pressed?: boolean; testId?: string; disabled?: boolean } = {},
): TemplateResult => html`<button
  type="button"
  class="icon-button"
  title=${label}
  aria-label=${label}
  aria-pressed=${ifDefined(options.pressed)}
  data-testid=${options.testId ?? "icon-button"}
  ?disabled=${options.disabled ?? false}
  @click=${onClick}
>
  ${icon(name)}
</button>`;

const statuses: Readonly<Record<RunStatus, { icon: string; text: string }>> = {
  RUNNING: { icon: "sync", text: "Running" },
  SCHEDULED: { icon: "clock", text: "Scheduled" },
  FINISHED: { icon: "pass", text: "Finished" },
  FAILED: { icon: "error", text: "Failed" },
  KILLED: { icon: "circle-slash", text: "Killed" },
};

export const statusText = (status: RunStatus): string => statuses[status].text;

/** A run's status as icon and words. */
export const statusBadge = (status: RunStatus): TemplateResult =>
  html`<span class="status status-${status.toLowerCase()}" data-testid="run-status">
    ${icon(statuses[status].icon)}<span>${statuses[status].text}</span>
  </span>`;

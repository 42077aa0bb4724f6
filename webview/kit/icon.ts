import { html, type TemplateResult } from "lit";
import { ifDefined } from "lit/directives/if-defined.js";
import type { RunStatus } from "../../src/protocol/entities.ts";
import { formatStatus } from "../../src/protocol/format.ts";

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

const statusIcons: Readonly<Record<RunStatus, string>> = {
  RUNNING: "sync",
  SCHEDULED: "clock",
  FINISHED: "pass",
  FAILED: "error",
  KILLED: "circle-slash",
};

/** A run's status as icon and words. */
export const statusBadge = (status: RunStatus): TemplateResult =>
  html`<span class="status status-${status.toLowerCase()}" data-testid="run-status">
    ${icon(statusIcons[status])}<span>${formatStatus(status)}</span>
  </span>`;

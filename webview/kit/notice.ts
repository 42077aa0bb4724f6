import { html, type TemplateResult } from "lit";
import { icon } from "./icon.ts";

/** Nothing to show, and what to do about it. */
export const emptyState = (
  text: string,
  advice?: string,
): TemplateResult => html`<div class="empty" data-testid="empty">
  <p>${text}</p>
  ${advice === undefined ? null : html`<p class="muted">${advice}</p>`}
</div>`;

/** A line across the page that says what is wrong. */
export const banner = (
  kind: "error" | "warning",
  text: string,
  options: { testId: string; details?: string; action?: TemplateResult },
): TemplateResult => html`<div class="banner banner-${kind}" role="status" data-testid=${options.testId}>
  ${icon(kind)}
  <span class="banner-text">
    <span>${text}</span>
    ${options.details === undefined ? null : html`<span class="muted">${options.details}</span>`}
  </span>
  ${options.action ?? null}
</div>`;

export const disconnected = (): TemplateResult =>
  banner("warning", "Tidemark's engine is not reachable. What you see may be out of date.", { testId: "disconnected" });

/** Text for people of something thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

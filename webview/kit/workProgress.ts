import { html, type TemplateResult } from "lit";
import { button } from "./controls.ts";

/** How far a piece of work has come, with a way to end it; nothing while none is done. @param name begins the test ids */
export function workProgress(
  name: string,
  work: { readonly step: string; readonly share: number } | null,
  cancel: () => void,
): TemplateResult | null {
  if (work === null) return null;
  return html`<div class="toolbar" role="status" data-testid=${`${name}-progress`}>
    <progress max="1" value=${work.share} aria-label="Progress"></progress>
    <span class="muted cut">${work.step}…</span>
    ${button("Cancel", cancel, { secondary: true, testId: `${name}-cancel` })}
  </div>`;
}

import { html, type TemplateResult } from "lit";

/** Terms and what they are, one a line. */
export const definitions = (rows: readonly (readonly [term: string, value: unknown])[]): TemplateResult =>
  html`<dl class="definitions">
    ${rows.map(([term, value]) => html`<div><dt title=${term}>${term}</dt><dd>${value}</dd></div>`)}
  </dl>`;

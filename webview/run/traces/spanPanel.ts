import { html, type TemplateResult } from "lit";
import type { KeyValue } from "../../../src/protocol/entities.ts";
import type { SpanDetail } from "../../../src/protocol/traceEntities.ts";
import { definitions } from "../../kit/definitions.ts";
import { iconButton } from "../../kit/icon.ts";
import { formatSpanTime } from "./spanTime.ts";

/** What one span was given and did. All of it was logged by a script, and is shown as text alone. */
export function spanPanel(name: string, detail: SpanDetail, copy: (text: string) => void): TemplateResult {
  const { inputs, outputs, statusMessage, attributes, events } = detail;
  const empty = inputs === null && outputs === null && attributes.length + events.length === 0 && statusMessage === "";
  return html`<section class="span-panel" aria-label=${`Span ${name}`} data-testid="span-panel">
    <h2 class="cut" title=${name}>${name}</h2>
    ${statusMessage === "" ? null : html`<p class="error-text wrap" data-testid="span-error">${statusMessage}</p>`}
    ${detail.truncated ? html`<p class="muted">Only the beginning of what is very long is shown.</p>` : null}
    ${block("Inputs", inputs, copy)} ${block("Outputs", outputs, copy)}
    ${attributes.length === 0 ? null : html`<h3>Attributes</h3>${pairs(attributes)}`}
    ${
      events.length === 0
        ? null
        : html`<h3>Events</h3>
            ${events.map(
              (event) => html`<details class="span-event" ?open=${events.length === 1}>
                <summary>
                  <span class="wrap">${event.name}</span>
                  ${event.at === null ? null : html`<span class="muted">after ${formatSpanTime(event.at)}</span>`}
                </summary>
                ${pairs(event.attributes)}
              </details>`,
            )}`
    }
    ${empty ? html`<p class="muted">This span has no inputs, outputs or attributes.</p>` : null}
  </section>`;
}

const pairs = (list: readonly KeyValue[]): TemplateResult =>
  definitions(list.map(({ key, value }) => [key, html`<span class="wrap">${value}</span>`] as const));

function block(title: string, text: string | null, copy: (text: string) => void): TemplateResult | null {
  if (text === null) return null;
  const name = title.toLowerCase();
  return html`<div class="span-block-head">
      <h3>${title}</h3>
      ${iconButton("copy", `Copy the ${name}`, () => copy(text))}
    </div>
    <pre class="span-text" tabindex="0" data-testid=${`span-${name}`}>${text}</pre>`;
}

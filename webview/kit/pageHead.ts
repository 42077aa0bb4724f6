import { html, type TemplateResult } from "lit";
import { icon } from "./icon.ts";

/** A fact below a page's title; its meaning is for screen readers and the tooltip. */
export const fact = (sign: string, meaning: string, value: string): TemplateResult =>
  html`<span class="fact" title=${`${meaning}: ${value}`}>${icon(sign)}<span class="sr-only">${meaning}</span><span class="cut">${value}</span></span>`;

/** The same as a link to somewhere. */
export const linkFact = (sign: string, meaning: string, value: string, onClick: () => void): TemplateResult =>
  html`<button type="button" class="link fact" title=${`${meaning}: ${value}`} @click=${onClick}>
    ${icon(sign)}<span class="sr-only">${meaning}</span><span class="cut">${value}</span>
  </button>`;

/** One of the few figures that one opens a page for. */
export interface Tile {
  readonly key: string;
  readonly value: string;
  readonly title: string;
  readonly note?: string | null;
}

/** The few figures one opens a page for; nothing without any. */
export const tiles = (list: readonly Tile[]): TemplateResult | null =>
  list.length === 0
    ? null
    : html`<dl class="tiles" data-testid="overview">
        ${list.map(
          ({ key, value, title, note }) => html`<div class="tile" data-metric=${key}>
            <dt title=${key}>${key}</dt>
            <dd>
              <span class="tile-value" title=${title}>${value}</span>
              ${note === undefined || note === null ? null : html`<span class="muted tile-best">${note}</span>`}
            </dd>
          </div>`,
        )}
      </dl>`;

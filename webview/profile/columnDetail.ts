import { html, type TemplateResult } from "lit";
import { formatNumber } from "../../src/protocol/format.ts";
import type { ColumnProfile } from "../../src/protocol/profileEntities.ts";
import { histogramView } from "../kit/histogramView.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";

/** A value of a histogram's axis in words: a number, or a day. */
export const axisWords =
  (kind: ColumnProfile["kind"]) =>
  (value: number): string =>
    kind === "time" ? new Date(value * 1000).toISOString().slice(0, 10) : formatNumber(value, 4);

export const countWords = (count: number): string => count.toLocaleString("en");

export const shareWords = (part: number, all: number): string =>
  all === 0 ? "" : `${formatNumber((100 * part) / all, 3)} %`;

/** A bar for a part of a whole, with its name and count. */
export const shareBar = (label: string, part: number, all: number): TemplateResult => html`<div class="share">
  <span class="cut" title=${label}>${label}</span>
  <span class="share-bar"><span ${inlineStyle({ width: `${all === 0 ? 0 : (100 * part) / all}%` })}></span></span>
  <span class="value">${countWords(part)} <span class="muted">${shareWords(part, all)}</span></span>
</div>`;

/** Everything known of one column. */
export function columnDetail(column: ColumnProfile, rows: number): TemplateResult {
  const { name, type, kind, histogram, top, numbers } = column;
  const present = rows - column.nulls;
  return html`<section class="profile-detail" aria-label=${`Column ${name}`} data-testid="profile-detail">
    <h2>${name} <span class="muted">${type.toLowerCase()}</span></h2>
    ${histogram === null ? null : histogramView(histogram, "large", axisWords(kind))}
    <h3>Facts</h3>
    <dl class="profile-facts">${facts(column, rows).map(([term, value]) => html`<dt>${term}</dt><dd>${value}</dd>`)}</dl>
    ${
      numbers === null || numbers.quantiles.length === 0
        ? null
        : html`<h3>Quantiles${numbers.quantilesExact ? "" : " (estimated)"}</h3>
          <dl class="profile-facts">
            ${numbers.quantiles.map(({ p, value }) => html`<dt>${formatNumber(p * 100, 3)} %</dt><dd>${formatNumber(value, 6)}</dd>`)}
          </dl>`
    }
    ${
      top === null
        ? html`<p class="muted">Too many different values to name the most frequent ones.</p>`
        : top.length === 0
          ? null
          : html`<h3>Most frequent</h3>
            ${top.map(({ value, count }) => shareBar(value === "" ? "(empty)" : value, count, present))}`
    }
  </section>`;
}

function facts(
  { nulls, distinct, smallest, largest, numbers, texts }: ColumnProfile,
  rows: number,
): [string, string][] {
  const number = (value: number | null): string => (value === null ? "–" : formatNumber(value, 6));
  const some = (term: string, count: number): [string, string][] =>
    count === 0 ? [] : [[term, `${countWords(count)} (${shareWords(count, rows)})`]];
  return [
    ["Nulls", `${countWords(nulls)} (${shareWords(nulls, rows)})`],
    ["Distinct", `${distinct.exact ? "" : "about "}${countWords(distinct.value)}`],
    ["Smallest", smallest ?? "–"],
    ["Largest", largest ?? "–"],
    ...(numbers === null
      ? []
      : ([
          ["Mean", number(numbers.mean)],
          ["Standard deviation", number(numbers.stdev)],
          ...some("Zeros", numbers.zeros),
          ...some("Negative", numbers.negatives),
          ...some("NaN", numbers.nan),
          ...some("Infinite", numbers.infinite),
        ] satisfies [string, string][])),
    ...(texts === null
      ? []
      : ([
          ["Length", `${texts.shortest ?? "–"} to ${texts.longest ?? "–"}, on average ${number(texts.meanLength)}`],
          ...some("Empty", texts.empty),
        ] satisfies [string, string][])),
  ];
}

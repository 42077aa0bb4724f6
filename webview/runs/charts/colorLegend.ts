import { html, svg, type TemplateResult } from "lit";
import { formatNumber } from "../../../src/protocol/format.ts";
import { chartTheme } from "../../kit/theme.ts";
import { cellText } from "../columns.ts";
import { type ChartScale, numberOf, rangeOf } from "./chartScale.ts";
import { scaleColor } from "./colorScale.ts";
import type { Dimension } from "./plotted.ts";

const patches = 24;

/** What the colours of a chart mean. */
export function colorLegend({ scale, label, column, cells }: Dimension): TemplateResult {
  const { kind } = chartTheme();
  if (scale.kind === "categories") {
    return html`<p class="color-legend" data-testid="color-legend"><span class="muted">${label}</span>
      ${scale.ticks.map(
        (tick) =>
          html`<span><svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill=${scaleColor(scale, tick.place, kind)} /></svg> ${tick.label}</span>`,
      )}</p>`;
  }
  const [low, high] = rangeOf(cells.map(numberOf).filter((number) => number !== null));
  const words = (value: number): string => (column.of === "attribute" ? cellText(column, value) : formatNumber(value));
  return rangeLegend(scale, label, [words(low), words(high)]);
}

/** @param ends what the first and the last colour stand for */
export function rangeLegend(scale: ChartScale, label: string, [low, high]: readonly [string, string]): TemplateResult {
  const { kind } = chartTheme();
  return html`<p class="color-legend" data-testid="color-legend"><span class="muted">${label}</span> <span>${low}</span>
    <svg class="color-range" viewBox="0 0 ${patches} 1" preserveAspectRatio="none" aria-hidden="true">${Array.from(
      { length: patches },
      (_, patch) =>
        svg`<rect x=${patch} y="0" width="1.05" height="1" fill=${scaleColor(scale, (patch + 0.5) / patches, kind)} />`,
    )}</svg>
    <span>${high}${scale.kind === "logarithmic" ? " (logarithmic)" : ""}</span></p>`;
}

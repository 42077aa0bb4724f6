import { html, svg, type TemplateResult } from "lit";
import { formatNumber } from "../../../src/protocol/format.ts";
import type { RunsColumn } from "../../../src/protocol/runsTableRequests.ts";
import { chartTheme } from "../../kit/theme.ts";
import { area, axes, xAt, yAt } from "./axes.ts";
import { type ChartScale, chartScale, rangeOf } from "./chartScale.ts";
import { rangeLegend } from "./colorLegend.ts";
import { scaleColor } from "./colorScale.ts";
import { countsOf, discrete, fieldsOf, partsOf } from "./fields.ts";
import type { Dimension } from "./plotted.ts";

const [mostParts, mostBars] = [12, 24];
const noColumn: RunsColumn = { of: "tag", key: "" };

/** The mean of a number over fields of two columns. */
export function heatChart(across: Dimension, up: Dimension, value: Dimension): TemplateResult {
  const [x, y] = [discrete(across, mostParts), discrete(up, mostParts)];
  const [columns, rows] = [partsOf(x, mostParts), partsOf(y, mostParts)];
  const fields = fieldsOf(x, y, value, [columns.length, rows.length]);
  const [low, high] = rangeOf(fields.map(({ mean }) => mean));
  const colors: ChartScale = { ...value.scale, kind: "linear" };
  const { kind } = chartTheme();
  return html`<svg class="runs-chart" viewBox="0 0 ${area.width} ${area.height}" role="img" data-testid="runs-heat"
    aria-label=${`Mean ${value.label} by ${x.label} and ${y.label}, from ${formatNumber(low)} to ${formatNumber(high)}`}>
    ${axes(x, y)}
    ${fields.map(({ x: column, y: row, mean, runs }) => {
      const [a, b] = [columns[column], rows[row]];
      if (a === undefined || b === undefined) return null;
      const place = high > low ? (mean - low) / (high - low) : 0.5;
      const words = `${x.label}: ${a.label}\n${y.label}: ${b.label}\nmean ${value.label}: ${formatNumber(mean)} of ${runs} ${runs === 1 ? "run" : "runs"}`;
      const [left, width, top, height] = [xAt(a.from), xAt(a.to) - xAt(a.from), yAt(b.to), yAt(b.from) - yAt(b.to)];
      return svg`<g class="chart-field" data-testid="heat-field"><title>${words}</title>
        <rect x=${left + 1} y=${top + 1} width=${width - 2} height=${height - 2} rx="2" fill=${scaleColor(colors, place, kind)} />
        ${width > 40 && height > 16 ? svg`<text x=${left + width / 2} y=${top + height / 2 + 4} text-anchor="middle">${formatNumber(mean, 3)}</text>` : null}</g>`;
    })}
  </svg>
  ${rangeLegend(colors, `mean ${value.label}`, [formatNumber(low), formatNumber(high)])}`;
}

/** How many runs have which values. */
export function countChart(column: Dimension): TemplateResult {
  const x = discrete(column, mostBars);
  const parts = partsOf(x, mostBars);
  const counts = countsOf(x, parts.length);
  const highest = Math.max(1, ...counts);
  const scale = chartScale(noColumn, [0, highest]);
  return html`<svg class="runs-chart" viewBox="0 0 ${area.width} ${area.height}" role="img" data-testid="runs-counts"
    aria-label=${`Number of runs by ${x.label}`}>
    ${axes(x, { scale, label: "runs" })}
    ${parts.map(({ from, to, label }, index) => {
      const count = counts[index] ?? 0;
      const top = yAt(count / highest);
      return svg`<rect class="chart-bar" x=${xAt(from) + 1} y=${top} width=${Math.max(1, xAt(to) - xAt(from) - 2)}
        height=${yAt(0) - top}><title>${`${x.label}: ${label}\n${count.toLocaleString("en")} ${count === 1 ? "run" : "runs"}`}</title></rect>`;
    })}
  </svg>`;
}

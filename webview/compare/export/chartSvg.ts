import { formatNumber } from "../../../src/protocol/format.ts";
import { formatX, timeTicks, type XMode } from "../../kit/axis.ts";
import type { ChartPoint } from "../../kit/chartData.ts";
import type { DrawnSeries } from "../../kit/chartModel.ts";
import type { ChartSettings } from "../../kit/chartSettings.ts";
import { type Markup, markup } from "./markup.ts";
import { linearTicks, logTicks } from "./ticks.ts";

const width = 560;
const height = 260;
const area = { left: 62, right: width - 12, top: 10, bottom: height - 26 };

/** A chart as SVG, with the same lines, dashes and gaps as on the page. */
export function chartSvg(metric: string, series: readonly DrawnSeries[], settings: ChartSettings): Markup | null {
  const points = series.flatMap((each) => each.series.raw.filter((point) => !Number.isNaN(point.y)));
  if (points.length === 0) return null;
  const [minX, maxX] = extent(points.map((point) => point.x));
  const [minY, maxY] = extent(points.map((point) => point.y));
  const scaled = (value: number): number => (settings.log ? Math.log10(value) : value);
  const at = (value: number, min: number, max: number, from: number, to: number): number =>
    max === min ? (from + to) / 2 : from + ((value - min) / (max - min)) * (to - from);
  const x = (value: number): string => at(value, minX, maxX, area.left, area.right).toFixed(1);
  const y = (value: number): string => at(scaled(value), scaled(minY), scaled(maxY), area.bottom, area.top).toFixed(1);
  const yTicks = settings.log ? logTicks(minY, maxY) : linearTicks(minY, maxY, 5);
  const lines = series.flatMap(({ style, series: each }) => {
    const line = (data: readonly ChartPoint[], opacity: number): Markup =>
      markup`<path d="${path(data, x, y)}" fill="none" stroke="${style.color}" stroke-width="1.5" stroke-opacity="${opacity}" stroke-dasharray="${style.dash.join(" ")}"/>`;
    const marks = each.odd.map(
      (odd) =>
        markup`<path d="M-3-3L3 3M3-3L-3 3" transform="translate(${x(odd.x)} ${odd.kind === "Infinity" ? area.top + 4 : area.bottom - 4})" stroke="${style.color}" stroke-width="1.5"><title>${String(odd.value)}</title></path>`,
    );
    return each.smoothed === null
      ? [line(each.raw, 1), ...marks]
      : [line(each.raw, 0.28), line(each.smoothed, 1), ...marks];
  });
  return markup`<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Chart of ${metric}"><g class="grid">${yTicks.map(
    (tick) =>
      markup`<line x1="${area.left}" x2="${area.right}" y1="${y(tick)}" y2="${y(tick)}"/><text x="${area.left - 6}" y="${y(tick)}" dy="4" text-anchor="end">${formatNumber(tick)}</text>`,
  )}${xTicks(minX, maxX, settings.mode).map(
    (tick) =>
      markup`<text x="${x(tick)}" y="${height - 8}" text-anchor="middle">${formatX(tick, settings.mode, maxX - minX, "en-GB")}</text>`,
  )}</g>${lines}</svg>`;
}

const xTicks = (min: number, max: number, mode: XMode): number[] =>
  mode === "step" ? linearTicks(min, max, 6).filter(Number.isInteger) : timeTicks({ min, max }, 5);

/** Moves where a point is missing, so that gaps stay gaps; a lone point is drawn as a short dash. */
function path(points: readonly ChartPoint[], x: (value: number) => string, y: (value: number) => string): string {
  let pen = false;
  return points
    .map((point) => {
      const drawn = !Number.isNaN(point.y);
      const part = drawn ? `${pen ? "L" : "M"}${x(point.x)} ${y(point.y)}${pen ? "" : "h0.01"}` : "";
      pen = drawn;
      return part;
    })
    .join("");
}

function extent(values: readonly number[]): [number, number] {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}

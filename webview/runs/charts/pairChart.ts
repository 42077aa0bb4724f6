import { html, svg, type TemplateResult } from "lit";
import { formatNumber } from "../../../src/protocol/format.ts";
import { chartTheme } from "../../kit/theme.ts";
import { cellText } from "../columns.ts";
import { area, axes, xAt, yAt } from "./axes.ts";
import { boxOf } from "./boxes.ts";
import { numberOf } from "./chartScale.ts";
import { scaleColor } from "./colorScale.ts";
import type { Dimension, PlottedRun } from "./plotted.ts";

export interface PairOptions {
  readonly runs: readonly PlottedRun[];
  readonly x: Dimension;
  readonly y: Dimension;
  readonly color: Dimension | null;
  readonly onOpen: (runId: string) => void;
}

/** A point for each run; boxes behind them where one side has texts and the other numbers. */
export function pairChart(options: PairOptions): TemplateResult {
  const { runs, x, y } = options;
  const points = runs.flatMap((run, index) => {
    const [across, up] = [x.scale.place(x.cells[index] ?? null), y.scale.place(y.cells[index] ?? null)];
    return across === null || up === null
      ? []
      : [{ run, index, across: spread(x, across, index), up: spread(y, up, index) }];
  });
  const left = runs.length - points.length;
  return html`<svg class="runs-chart" viewBox="0 0 ${area.width} ${area.height}" role="img" data-testid="runs-pair"
      aria-label=${`${y.label} by ${x.label}, a point for each of ${points.length} runs`}>
      ${axes(x, y)} ${boxes(options)}
      ${points.map(
        ({ run, index, across, up }) => svg`<circle class="chart-point" cx=${xAt(across)} cy=${yAt(up)} r="4"
          fill=${colorOf(options.color, index)} @click=${() => options.onOpen(run.id)}><title>${wordsOf(options, index)}</title></circle>`,
      )}
    </svg>
    ${left === 0 ? null : html`<p class="muted" data-testid="pair-left">${left.toLocaleString("en")} of ${runs.length.toLocaleString("en")} runs have no finite value of both.</p>`}`;
}

/** Points of one text would lie in one line: each goes a little aside, the same each time. */
function spread({ scale }: Dimension, place: number, index: number): number {
  if (scale.kind !== "categories") return place;
  return place + (((index * 0.618) % 1) - 0.5) * (0.5 / scale.categories.length);
}

function colorOf(color: Dimension | null, index: number): string {
  const { kind, accent } = chartTheme();
  if (color === null) return accent;
  const place = color.scale.place(color.cells[index] ?? null);
  return place === null ? "transparent" : scaleColor(color.scale, place, kind);
}

function wordsOf({ runs, x, y, color }: PairOptions, index: number): string {
  const value = ({ column, label, cells }: Dimension): string =>
    `${label}: ${cellText(column, cells[index] ?? null) || "none"}`;
  const sides = color === null ? [x, y] : [x, y, color];
  return [runs[index]?.name ?? "", ...sides.map(value)].join("\n");
}

function boxes({ x, y }: PairOptions): TemplateResult[] {
  const isAcross = x.scale.kind === "categories";
  if (isAcross === (y.scale.kind === "categories")) return [];
  const [names, numbers] = isAcross ? [x, y] : [y, x];
  return names.scale.categories.flatMap((name, category) => {
    const place = (category + 0.5) / names.scale.categories.length;
    const own = numbers.cells.flatMap((cell, index) =>
      names.scale.place(names.cells[index] ?? null) === place ? (numberOf(cell) ?? []) : [],
    );
    const box = boxOf(own);
    if (box === null) return [];
    const along = (value: number): number => {
      const at = numbers.scale.place(value) ?? 0;
      return isAcross ? yAt(at) : xAt(at);
    };
    const half = 0.3 / names.scale.categories.length;
    const [from, to] = isAcross ? [xAt(place - half), xAt(place + half)] : [yAt(place + half), yAt(place - half)];
    const [q1, q3, median] = [along(box.q1), along(box.q3), along(box.median)];
    const line = (a: number, b: number, c: number, d: number, kind: string): TemplateResult =>
      isAcross
        ? svg`<line class=${kind} x1=${a} y1=${b} x2=${c} y2=${d} />`
        : svg`<line class=${kind} x1=${b} y1=${a} x2=${d} y2=${c} />`;
    const [start, length] = [Math.min(q1, q3), Math.max(1, Math.abs(q1 - q3))];
    const middle = (from + to) / 2;
    const title = `${name}: median ${formatNumber(box.median)}, middle half ${formatNumber(box.q1)} to ${formatNumber(box.q3)}, ${box.count} runs`;
    return svg`<g class="chart-box" data-testid="runs-box"><title>${title}</title>
      ${
        isAcross
          ? svg`<rect x=${from} y=${start} width=${to - from} height=${length} />`
          : svg`<rect x=${start} y=${from} width=${length} height=${to - from} />`
      }
      ${line(from, median, to, median, "median")}
      ${line(middle, along(box.low), middle, q1, "whisker")} ${line(middle, q3, middle, along(box.high), "whisker")}</g>`;
  });
}

import type { ChartDataset, ChartOptions, Scale } from "chart.js";
import { formatNumber } from "../../src/protocol/format.ts";
import { formatX, timeTicks, type XMode } from "./axis.ts";
import type { ChartPoint } from "./chartData.ts";
import type { ChartModel, DrawnSeries } from "./chartModel.ts";
import type { ChartTheme } from "./theme.ts";

/** The lines of a chart: the raw one, which stays faintly visible under a smoothed one. */
export function chartDatasets(series: readonly DrawnSeries[]): ChartDataset<"line", ChartPoint[]>[] {
  return series.flatMap((drawn) => {
    const { raw, smoothed } = drawn.series;
    const line = (
      points: readonly ChartPoint[],
      opacity: number,
      width: number,
    ): ChartDataset<"line", ChartPoint[]> => ({
      data: [...points],
      borderColor: withOpacity(drawn.style.color, drawn.faded ? opacity * 0.2 : opacity),
      borderDash: [...drawn.style.dash],
      borderWidth: width,
      order: drawn.faded ? 1 : 0,
    });
    return smoothed === null ? [line(raw, 1, 1.5)] : [line(smoothed, 1, 1.75), line(raw, 0.28, 1)];
  });
}

/** Options that depend on axis, zoom and theme; nothing moves by itself, so there is no animation to reduce. */
export function chartOptions(
  model: ChartModel,
  theme: ChartTheme,
  onZoom: (range: { min: number; max: number }) => void,
): ChartOptions<"line"> {
  const { mode, log } = model.settings;
  const font = { family: theme.font, size: 11 };
  const grid = { color: theme.grid, lineWidth: 1, drawTicks: false };
  return {
    animation: false,
    parsing: false,
    normalized: true,
    responsive: true,
    maintainAspectRatio: false,
    events: [],
    layout: { padding: { top: 6, right: 10 } },
    datasets: { line: { pointRadius: 0, pointHitRadius: 0, tension: 0, spanGaps: false, borderJoinStyle: "round" } },
    scales: {
      x: {
        type: "linear",
        ...(model.zoom === null ? {} : { min: model.zoom.min, max: model.zoom.max }),
        bounds: "data",
        border: { color: theme.grid },
        grid: { ...grid, display: false },
        ticks: {
          color: theme.muted,
          font,
          padding: 4,
          maxRotation: 0,
          includeBounds: false,
          autoSkipPadding: 16,
          ...(mode === "step" ? { precision: 0 } : {}),
          callback: (value) => formatX(Number(value), mode, 0),
        },
        ...(mode === "step" ? {} : { afterBuildTicks: buildTimeTicks, afterTickToLabelConversion: labelTicks(mode) }),
      },
      y: {
        type: log ? "logarithmic" : "linear",
        ...(model.yRange === null ? {} : { min: model.yRange.min, max: model.yRange.max }),
        border: { display: false },
        grid,
        ticks: {
          color: theme.muted,
          font,
          padding: 6,
          maxTicksLimit: model.enlarged ? 9 : 6,
          callback: (value) => formatNumber(Number(value)),
        },
      },
    },
    plugins: {
      zoom: {
        zoom: {
          mode: "x",
          drag: {
            enabled: true,
            threshold: 6,
            backgroundColor: withOpacity(theme.accent, 0.2),
            borderColor: theme.accent,
            borderWidth: 1,
          },
          // In the grid the wheel scrolls the page.
          wheel: { enabled: true, speed: 0.15, ...(model.enlarged ? {} : { modifierKey: "ctrl" as const }) },
          onZoomComplete: ({ chart }) => {
            const scale = chart.scales.x;
            if (scale !== undefined) onZoom({ min: scale.min, max: scale.max });
          },
        },
      },
    },
  };
}

function buildTimeTicks(scale: Scale): void {
  const offset = -new Date(scale.max).getTimezoneOffset() * 60_000;
  // The scale itself has no width yet when it is built for the first time.
  const count = Math.max(2, Math.floor(scale.chart.width / 100));
  scale.ticks = timeTicks(scale, count, scale.min > 1e11 ? offset : 0).map((value) => ({ value }));
}

const labelTicks =
  (mode: XMode) =>
  (scale: Scale): void => {
    for (const tick of scale.ticks) tick.label = formatX(tick.value, mode, scale.max - scale.min);
  };

/** The same colour, let through; understands what computed styles and the palette give. */
export function withOpacity(color: string, opacity: number): string {
  if (opacity >= 1) return color;
  const percent = Math.round(opacity * 1000) / 10;
  return `color-mix(in srgb, ${color} ${percent}%, transparent)`;
}

import type { Chart, Plugin } from "chart.js";
import { drawPoint } from "chart.js/helpers";
import type { OddPoint } from "./chartData.ts";
import type { DrawnSeries } from "./chartModel.ts";

/** With this many points or fewer each one is shown, so that a single point is seen too. */
const fewPoints = 40;
const shapesPerLine = 6;

/** Draws the shapes that tell lines apart without colour, and the marks of values that no line can show. */
export function chartMarks(drawn: () => readonly DrawnSeries[]): Plugin<"line"> {
  return {
    id: "tidemarkMarks",
    afterDatasetsDraw(chart) {
      const series = drawn();
      const { ctx, chartArea } = chart;
      ctx.save();
      ctx.beginPath();
      ctx.rect(chartArea.left - 4, chartArea.top - 4, chartArea.width + 8, chartArea.height + 8);
      ctx.clip();
      for (const each of series) {
        ctx.globalAlpha = each.faded ? 0.2 : 1;
        ctx.strokeStyle = each.style.color;
        ctx.fillStyle = each.style.color;
        drawShapes(chart, each, series.length > 1);
        for (const odd of each.series.odd) drawOdd(chart, odd);
      }
      ctx.restore();
    },
  };
}

function drawShapes(chart: Chart<"line">, drawn: DrawnSeries, several: boolean): void {
  const points = drawn.series.smoothed ?? drawn.series.raw;
  const all = points.length <= fewPoints;
  if (!all && !several) return;
  const stride = all ? 1 : Math.ceil(points.length / shapesPerLine);
  // Lines that run together would otherwise wear their shapes on top of each other.
  const start = all ? 0 : Math.floor((stride * (drawn.run.slot % 5)) / 5);
  const [xScale, yScale] = [chart.scales.x, chart.scales.y];
  if (xScale === undefined || yScale === undefined) return;
  const pointStyle = several ? drawn.style.shape : "circle";
  for (let index = start; index < points.length; index += stride) {
    const point = points[index];
    if (point === undefined || Number.isNaN(point.y)) continue;
    const options = { pointStyle, radius: several ? 3.5 : 2, borderWidth: 1.25, rotation: 0 };
    drawPoint(chart.ctx, options, xScale.getPixelForValue(point.x), yScale.getPixelForValue(point.y));
  }
}

/** NaN is a cross at the bottom, +∞ a triangle at the top, −∞ and what a log scale cannot show one at the bottom. */
function drawOdd(chart: Chart<"line">, odd: OddPoint): void {
  const xScale = chart.scales.x;
  if (xScale === undefined) return;
  const x = xScale.getPixelForValue(odd.x);
  if (x < chart.chartArea.left - 1 || x > chart.chartArea.right + 1) return;
  const up = odd.kind === "Infinity";
  const y = up ? chart.chartArea.top + 5 : chart.chartArea.bottom - 5;
  const options =
    odd.kind === "NaN"
      ? { pointStyle: "crossRot" as const, radius: 4.5, borderWidth: 2, rotation: 0 }
      : { pointStyle: "triangle" as const, radius: 4.5, borderWidth: 1, rotation: up ? 0 : 180 };
  drawPoint(chart.ctx, options, x, y);
}

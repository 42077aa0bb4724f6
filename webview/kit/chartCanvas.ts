import { Chart, LinearScale, LineController, LineElement, LogarithmicScale, PointElement } from "chart.js";
import zoomPlugin from "chartjs-plugin-zoom";
import type { XRange } from "./axis.ts";
import type { ChartPoint } from "./chartData.ts";
import { chartMarks } from "./chartMarks.ts";
import type { ChartModel, DrawnSeries } from "./chartModel.ts";
import { chartDatasets, chartOptions } from "./chartOptions.ts";
import { chartTheme } from "./theme.ts";

Chart.register(LineController, LineElement, PointElement, LinearScale, LogarithmicScale, zoomPlugin);

/** Where something is on the canvas, in CSS pixels from its corner. */
export interface PlotArea {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Owns one chart.js chart. */
export class ChartCanvas {
  readonly #chart: Chart<"line", ChartPoint[]>;
  readonly #onZoom: (range: XRange) => void;
  #series: readonly DrawnSeries[] = [];

  constructor(canvas: HTMLCanvasElement, onZoom: (range: XRange) => void) {
    this.#onZoom = onZoom;
    this.#chart = new Chart<"line", ChartPoint[]>(canvas, {
      type: "line",
      data: { datasets: [] },
      plugins: [chartMarks(() => this.#series)],
    });
  }

  draw(model: ChartModel): void {
    this.#series = model.series;
    this.#chart.options = chartOptions(model, chartTheme(), this.#onZoom);
    this.#chart.data.datasets = chartDatasets(model.series);
    this.#chart.update("none");
  }

  get area(): PlotArea {
    return this.#chart.chartArea;
  }

  /** The visible part of the x axis. */
  get range(): XRange {
    const { min = 0, max = 0 } = this.#chart.scales.x ?? {};
    return { min, max };
  }

  xAt(pixel: number): number {
    return this.#chart.scales.x?.getValueForPixel(pixel) ?? 0;
  }

  pixelAt(x: number): number {
    return this.#chart.scales.x?.getPixelForValue(x) ?? 0;
  }

  yPixelAt(y: number): number {
    return this.#chart.scales.y?.getPixelForValue(y) ?? 0;
  }

  dispose(): void {
    this.#chart.destroy();
  }
}

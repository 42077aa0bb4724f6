import type { XRange } from "./axis.ts";
import type { ChartSeries } from "./chartData.ts";
import type { ChartSettings } from "./chartSettings.ts";
import type { SeriesStyle } from "./palette.ts";

/** A run as charts know it. */
export interface ChartRun {
  readonly id: string;
  readonly name: string;
  readonly startTime: number;
  readonly slot: number;
}

/** One run's line in one chart. */
export interface DrawnSeries {
  readonly run: ChartRun;
  readonly style: SeriesStyle;
  readonly series: ChartSeries;
  /** Another run is highlighted. */
  readonly faded: boolean;
}

/** Everything that a chart's picture depends on, apart from the theme. */
export interface ChartModel {
  readonly series: readonly DrawnSeries[];
  readonly settings: ChartSettings;
  readonly zoom: XRange | null;
  /** Null where all values are to be seen. */
  readonly yRange: { readonly min: number; readonly max: number } | null;
  readonly enlarged: boolean;
}

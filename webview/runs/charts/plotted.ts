import type { RunsColumn } from "../../../src/protocol/runsTableRequests.ts";
import { columnId, columnLabel } from "../columns.ts";
import { type Cell, type ChartScale, chartScale } from "./chartScale.ts";

/** A run of a chart. */
export interface PlottedRun {
  readonly id: string;
  readonly name: string;
}

/** A column of a chart, with its value of each run. */
export interface Dimension {
  readonly id: string;
  readonly column: RunsColumn;
  readonly label: string;
  readonly cells: readonly Cell[];
  readonly scale: ChartScale;
}

/** The runs of the charts, with all columns that the charts need. */
export interface Plotted {
  readonly runs: readonly PlottedRun[];
  /** All that match; the charts show the newest of them. */
  readonly total: number;
  readonly dimension: (column: RunsColumn) => Dimension | undefined;
}

interface Points {
  readonly runs: readonly { readonly id: string; readonly name: string; readonly cells: readonly Cell[] }[];
  readonly total: number;
}

/** @param columns what the cells of the points are */
export function plotted({ runs, total }: Points, columns: readonly RunsColumn[]): Plotted {
  const dimensions = new Map(
    columns.map((column, place) => {
      const cells = runs.map((run) => run.cells[place] ?? null);
      const id = columnId(column);
      return [id, { id, column, label: columnLabel(column), cells, scale: chartScale(column, cells) }];
    }),
  );
  return { runs, total, dimension: (column) => dimensions.get(columnId(column)) };
}

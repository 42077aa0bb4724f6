import type { Caller } from "../../src/protocol/channel.ts";
import type { Comparison, SeriesSample } from "../../src/protocol/entities.ts";
import type { ComparePageContract } from "../../src/protocol/pageContract.ts";
import { chartSeries } from "../kit/chartData.ts";
import type { DrawnSeries } from "../kit/chartModel.ts";
import type { ChartSettings } from "../kit/chartSettings.ts";
import { seriesStyle } from "../kit/palette.ts";
import { comparisonCsv } from "./export/csv.ts";
import { type ChartOfReport, comparisonHtml } from "./export/html.ts";
import { comparisonMarkdown } from "./export/markdown.ts";
import { type ReportOptions, report } from "./export/report.ts";

export type ExportFormat = "markdown" | "html" | "csv";

export interface ExportOptions extends ReportOptions {
  readonly settings: ChartSettings;
  readonly slots: ReadonlyMap<string, number>;
}

/** So many points all lines of one exported chart have together. */
const pointBudget = 8000;
/** Below the contract's limit, and small enough to stay cancellable. */
const seriesPerRequest = 1000;

/** Writes a comparison in a format; the page's charts are in the HTML. */
export async function exportComparison(
  format: ExportFormat,
  comparison: Comparison,
  options: ExportOptions,
  host: Caller<ComparePageContract>,
): Promise<void> {
  const content = await written(format, comparison, options, host);
  await host.request("page/export", { format, content });
}

async function written(
  format: ExportFormat,
  comparison: Comparison,
  options: ExportOptions,
  host: Caller<ComparePageContract>,
): Promise<string> {
  if (format === "csv") return comparisonCsv(comparison);
  const said = report(comparison, options);
  if (format === "markdown") return comparisonMarkdown(said);
  const charts = await chartsOf(comparison, options, host);
  // On paper and in a mail the page is light.
  const styles = comparison.runs.map((run) => seriesStyle(options.slots.get(run.id) ?? 0, "light"));
  return comparisonHtml(said, charts, { settings: options.settings, styles });
}

async function chartsOf(
  { runs, metrics }: Comparison,
  { settings, slots }: ExportOptions,
  host: Caller<ComparePageContract>,
): Promise<ChartOfReport[]> {
  const wanted = metrics.flatMap(({ key, cells }) =>
    runs.filter((_, index) => cells[index] !== null).map((run) => ({ runId: run.id, key })),
  );
  const points = Math.max(60, Math.min(600, Math.floor(pointBudget / runs.length)));
  const samples: SeriesSample[] = [];
  for (let start = 0; start < wanted.length; start += seriesPerRequest) {
    const series = wanted.slice(start, start + seriesPerRequest);
    samples.push(...(await host.request("metrics/sample", { series, points })).series);
  }
  return metrics.map(({ key }) => ({
    metric: key,
    series: samples
      .filter((sample) => sample.key === key)
      .flatMap((sample): DrawnSeries[] => {
        const run = runs.find((each) => each.id === sample.runId);
        if (run === undefined) return [];
        const slot = slots.get(run.id) ?? 0;
        const series = chartSeries(sample, { ...settings, runStart: run.startTime });
        return [
          {
            run: { id: run.id, name: run.name, startTime: run.startTime, slot },
            style: seriesStyle(slot, "light"),
            series,
            faded: false,
          },
        ];
      }),
  }));
}

import type { TemplateResult } from "lit";
import type { MetricSummary, RunDetail } from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { bestPoint, tellingMetrics } from "../kit/metricFacts.ts";
import { type Tile, tiles } from "../kit/pageHead.ts";

/** The few figures one opens a run for. */
export const overview = ({ metrics }: RunDetail): TemplateResult | null => tiles(tellingMetrics(metrics, 5).map(tile));

function tile(metric: MetricSummary): Tile {
  const best = bestPoint(metric);
  const better = best !== null && best.value !== metric.last.value;
  return {
    key: metric.key,
    value: formatNumber(metric.last.value),
    title: String(metric.last.value),
    note: better ? `best ${formatNumber(best.value)} at step ${best.step.toLocaleString("en")}` : null,
  };
}

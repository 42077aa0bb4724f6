import { html, type TemplateResult } from "lit";
import type { MetricSummary, RunDetail } from "../../src/protocol/entities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { bestPoint, tellingMetrics } from "../kit/metricFacts.ts";

/** The few figures one opens a run for. */
export function overview({ metrics }: RunDetail): TemplateResult | null {
  const telling = tellingMetrics(metrics, 5);
  if (telling.length === 0) return null;
  return html`<dl class="tiles" data-testid="overview">${telling.map(tile)}</dl>`;
}

function tile(metric: MetricSummary): TemplateResult {
  const best = bestPoint(metric);
  const better = best !== null && best.value !== metric.last.value;
  return html`<div class="tile" data-metric=${metric.key}>
    <dt title=${metric.key}>${metric.key}</dt>
    <dd>
      <span class="tile-value" title=${String(metric.last.value)}>${formatNumber(metric.last.value)}</span>
      ${better ? html`<span class="muted tile-best">best ${formatNumber(best.value)} at step ${best.step.toLocaleString("en")}</span>` : null}
    </dd>
  </div>`;
}

import { html, svg, type TemplateResult } from "lit";
import type { LatencySpan } from "../../src/protocol/benchmarkEntities.ts";
import { formatNumber } from "../../src/protocol/format.ts";

const width = 600;
const height = 130;

/** Where the slowest is so many times the median, a logarithmic axis keeps the rest readable. */
const logarithmicFrom = 10;

/** Latencies in the order of the queries: the median of each span as a line in the band from its fastest to its slowest. */
export function latencyLine(spans: readonly LatencySpan[]): TemplateResult {
  const low = Math.min(...spans.map(({ smallest }) => smallest));
  const high = Math.max(...spans.map(({ largest }) => largest));
  const middle = spans[spans.length >> 1]?.median ?? high;
  const isLogarithmic = low > 0 && high > logarithmicFrom * middle;
  const scale = (value: number): number => (isLogarithmic ? Math.log(value) : value);
  const [bottom, top] = isLogarithmic ? [scale(low), scale(high)] : [0, scale(high)];
  const y = (value: number): number =>
    top > bottom ? height - ((scale(value) - bottom) / (top - bottom)) * height : 0;
  const x = (index: number): number => (spans.length < 2 ? width / 2 : (index / (spans.length - 1)) * width);
  const points = (of: (span: LatencySpan) => number): string[] =>
    spans.map((span, index) => `${x(index).toFixed(1)} ${y(of(span)).toFixed(1)}`);
  const band = [...points(({ largest }) => largest), ...points(({ smallest }) => smallest).reverse()];
  const queries = spans.reduce((sum, span) => sum + span.queries, 0);
  const time = (value: number): string => `${formatNumber(value, 3)} ms`;
  return html`<div class="latency-chart">
      <div class="latency-axis"><span>${time(high)}</span><span>${isLogarithmic ? time(low) : "0 ms"}</span></div>
      <svg class="latency-line" viewBox="0 0 ${width} ${height}" preserveAspectRatio="none" role="img"
        aria-label=${`Latency of ${queries.toLocaleString("en")} queries in their order: ${time(low)} to ${time(high)}`}>
        ${svg`<path class="band" d="M${band.join("L")}Z" /><path class="middle" d="M${points(({ median }) => median).join("L")}" />`}
        ${spans.map(({ smallest, median, largest, queries: count }, index) => {
          const words = `${count.toLocaleString("en")} queries: median ${time(median)}, ${time(smallest)} to ${time(largest)}`;
          return svg`<rect class="hit" x=${((index * width) / spans.length).toFixed(1)} y="0" width=${(width / spans.length).toFixed(1)} height=${height}><title>${words}</title></rect>`;
        })}
      </svg>
    </div>
    <div class="axis-labels latency-queries"><span>first query</span><span>query ${queries.toLocaleString("en")}</span></div>
    <p class="muted">Line: the median of ${spans[0]?.queries === 1 ? "each query" : `every ${spans[0]?.queries.toLocaleString("en")} queries`}. Band: from the fastest to the slowest of them.${isLogarithmic ? " The axis is logarithmic." : ""}</p>`;
}

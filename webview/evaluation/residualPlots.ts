import { html, svg, type TemplateResult } from "lit";
import type { EvaluationResiduals } from "../../src/protocol/evaluationEntities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { histogramView } from "../kit/histogramView.ts";

/** The errors over the answers, and how they are distributed. */
export function residualPlots({ x, y, cells, outside, histogram }: EvaluationResiduals): TemplateResult[] {
  const [down, across] = [cells.length, cells[0]?.length ?? 0];
  const most = Math.max(1, ...cells.flat());
  const rectangles = cells.flatMap((line, row) =>
    line.map((count, column) =>
      count === 0
        ? null
        : // By the root: cells with few rows are seen beside full ones.
          svg`<rect class="residual-cell" x=${column} y=${down - 1 - row} width="1" height="1" opacity=${(0.12 + 0.88 * Math.sqrt(count / most)).toFixed(2)}><title>${count.toLocaleString("en")} rows</title></rect>`,
    ),
  );
  const words = `Errors from ${formatNumber(y.low)} to ${formatNumber(y.high)}, by answers from ${formatNumber(x.low)} to ${formatNumber(x.high)}.`;
  return [
    html`<figure class="evaluation-plot" data-testid="evaluation-residuals">
      <figcaption>Errors by answer</figcaption>
      <div class="plot-frame">
        <span class="plot-y">answer minus truth, ±${formatNumber(y.high)}</span>
        <svg class="residual-grid" viewBox="0 0 ${across} ${down}" preserveAspectRatio="none" role="img" aria-label=${words}>
          ${rectangles}
          <line class="residual-zero" x1="0" x2=${across} y1=${down / 2} y2=${down / 2}></line>
        </svg>
        <span class="plot-ends"><span>${formatNumber(x.low)}</span><span>answer</span><span>${formatNumber(x.high)}</span></span>
      </div>
      ${outside === 0 ? null : html`<p class="muted">${outside.toLocaleString("en")} rows lie beyond.</p>`}
    </figure>`,
    html`<figure class="evaluation-plot">
      <figcaption>Errors</figcaption>
      ${histogramView(histogram, "large", (value) => formatNumber(value, 3))}
    </figure>`,
  ];
}

import { html, svg, type TemplateResult } from "lit";
import type { EvaluationCurve, EvaluationFigure, EvaluationResult } from "../../src/protocol/evaluationEntities.ts";
import { formatNumber } from "../../src/protocol/format.ts";

const size = 200;

interface Drawn {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly marks: TemplateResult | TemplateResult[];
  /** The right and upper end of the axes. */
  readonly most?: { readonly x: number; readonly y: number };
  readonly note?: string;
}

/** A square picture with its axes' names and ends. */
function plot({ title, x, y, marks, most = { x: 1, y: 1 }, note = "" }: Drawn): TemplateResult {
  return html`<figure class="evaluation-plot">
    <figcaption>${title}</figcaption>
    <div class="plot-frame">
      <span class="plot-y">${y}</span>
      <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${`${title}: ${y} by ${x}. ${note}`}>
        <rect class="plot-border" x="0" y="0" width=${size} height=${size}></rect>
        ${marks}
      </svg>
      <span class="plot-ends"><span>0</span><span>${x}</span><span>${formatNumber(most.x)}</span></span>
    </div>
    ${note === "" ? null : html`<p class="muted">${note}</p>`}
  </figure>`;
}

const at = (x: number, y: number): string => `${(size * x).toFixed(1)},${(size * (1 - y)).toFixed(1)}`;

const line = ({ x, y }: EvaluationCurve, most: { x: number; y: number }): string =>
  x.map((value, i) => at(value / most.x, (y[i] ?? 0) / most.y)).join(" ");

/** The right angles of precision against recall: the area under straight lines would overstate it. */
function steps({ x, y }: EvaluationCurve): string {
  return x
    .flatMap((value, i) => (i === 0 ? [at(value, y[0] ?? 0)] : [at(x[i - 1] ?? 0, y[i] ?? 0), at(value, y[i] ?? 0)]))
    .join(" ");
}

export function curvePlots({ curves, calibration, baselines, model }: EvaluationResult): TemplateResult[] {
  const { roc, precisionRecall, lift } = curves ?? {};
  const plots: TemplateResult[] = [];
  const valueNamed = (figures: readonly EvaluationFigure[], wanted: string): number | null =>
    figures.find(({ name }) => name === wanted)?.value ?? null;
  if (roc !== undefined) {
    const marks = svg`<polyline class="chance" points="${at(0, 0)} ${at(1, 1)}"></polyline>
      <polyline class="curve" points=${line(roc, { x: 1, y: 1 })}></polyline>`;
    plots.push(
      plot({
        title: `ROC, area ${shownNumber(valueNamed(model.figures, "roc_auc"))}`,
        x: "false positive rate",
        y: "true positive rate",
        marks,
      }),
    );
  }
  if (precisionRecall !== undefined) {
    const share = valueNamed(baselines[0]?.figures ?? [], "average_precision");
    const chance =
      share === null ? [] : [svg`<polyline class="chance" points="${at(0, share)} ${at(1, share)}"></polyline>`];
    const marks = [...chance, svg`<polyline class="curve" points=${steps(precisionRecall)}></polyline>`];
    plots.push(
      plot({
        title: "Precision and recall",
        x: "recall",
        y: "precision",
        marks,
        note: share === null ? "" : `Dashed: the share of positives, ${formatNumber(share)}.`,
      }),
    );
  }
  if (calibration !== null) plots.push(calibrationPlot(calibration));
  if (lift !== undefined) {
    const most = { x: 1, y: Math.max(1, ...lift.y) };
    const marks = svg`<polyline class="chance" points="${at(0, 1 / most.y)} ${at(1, 1 / most.y)}"></polyline>
      <polyline class="curve" points=${line(lift, most)}></polyline>`;
    plots.push(
      plot({
        title: `Lift, up to ${formatNumber(most.y)}`,
        x: "share of rows, best scores first",
        y: "times as many positives",
        marks,
      }),
    );
  }
  return plots;
}

const shownNumber = (value: number | null): string => (value === null ? "undefined" : formatNumber(value));

function calibrationPlot({ bins, check }: NonNullable<EvaluationResult["calibration"]>): TemplateResult {
  const points = bins.map(
    ({ predicted, observed, size: rows }) =>
      svg`<circle class="point" cx=${size * predicted} cy=${size * (1 - observed)} r="4"><title>predicted ${formatNumber(predicted)}, observed ${formatNumber(observed)}, ${rows} rows</title></circle>`,
  );
  const marks = [svg`<polyline class="chance" points="${at(0, 0)} ${at(1, 1)}"></polyline>`, ...points];
  const note =
    check === null
      ? ""
      : check.p < 0.05
        ? `Further from the diagonal than chance brings it (p ${formatNumber(check.p, 2)}).`
        : `No further from the diagonal than chance brings it (p ${formatNumber(check.p, 2)}).`;
  return plot({ title: "Calibration", x: "predicted probability", y: "observed share", marks, note });
}

/** A figure with its interval as a bar on a scale. @param mark a value that gets a line */
export function intervalBar(
  figure: Pick<EvaluationFigure, "value" | "interval"> | undefined,
  scale: { low: number; high: number },
  mark?: number,
): TemplateResult | string {
  if (figure?.value == null) return "";
  const place = (value: number): number => (100 * (value - scale.low)) / (scale.high - scale.low || 1);
  const { interval, value } = figure;
  const words =
    interval === null
      ? formatNumber(value)
      : `${formatNumber(value)}, ${formatNumber(interval.low)} to ${formatNumber(interval.high)}`;
  return html`<svg class="interval" viewBox="0 0 100 16" preserveAspectRatio="none" role="img" aria-label=${words}>
    ${mark === undefined ? null : svg`<line class="mark" x1=${place(mark)} x2=${place(mark)} y1="0" y2="16"></line>`}
    ${interval === null ? null : svg`<line x1=${place(interval.low)} x2=${place(interval.high)} y1="8" y2="8"></line>`}
    <rect x=${place(value) - 0.8} y="3" width="1.6" height="10"></rect>
  </svg>`;
}

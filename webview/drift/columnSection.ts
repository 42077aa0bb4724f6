import { html, type TemplateResult } from "lit";
import type { CategoryView, DriftAspect, DriftColumn, DriftReport } from "../../src/protocol/driftEntities.ts";
import {
  categoryDrawing,
  histogramDrawing,
  outsideWords,
  shiftDrawing,
} from "../../src/protocol/driftReport/charts.ts";
import { rowsBehind } from "../../src/protocol/driftReport/rowsBehind.ts";
import {
  aspectWords,
  detectableWords,
  glanceWords,
  measureWords,
  percentWords,
  pWords,
  verdictTitles,
} from "../../src/protocol/driftReport/words.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import type { GridLook } from "../../src/protocol/gridPageContract.ts";
import { button } from "../kit/controls.ts";
import { figure } from "./drawing.ts";

export const verdictClass = (verdict: DriftColumn["verdict"]): string => `verdict ${verdict.replaceAll(" ", "-")}`;

/** Shows rows of a file as a table. */
export type ShowRows = (look: GridLook) => void;

/** One column: a line that says how it is, and below it, once opened, why. */
export function columnSection(report: DriftReport, column: DriftColumn, showRows: ShowRows): TemplateResult {
  const { name, role, type, verdict, aspects } = column;
  const [first] = aspects;
  return html`<details class="drift-column" ?open=${verdict === "drift"} data-testid="drift-column">
    <summary>
      <span class="strong cut" title=${name}>${name}</span>
      <span class="muted cut">${role === "feature" ? type : `${role}, ${type}`}</span>
      <span class=${verdictClass(verdict)}>${verdictTitles[verdict]}</span>
      ${first === undefined ? html`<span class="muted">No values to compare</span>` : effectBar(first)}
      ${glance(report, column)}
    </summary>
    <div class="drift-details">
      <ul>
        ${aspects.map((aspect) => html`<li>${aspectWords(aspect)}. <span class="muted">${detectableWords(aspect)}</span></li>`)}
        <li>
          Missing: ${percentWords(column.missing.reference, report.reference.rows)} before,
          ${percentWords(column.missing.current, report.current.rows)} now.
        </li>
        ${column.categories === null ? null : oneSided(column.categories)}
      </ul>
      ${charts(report, column)} ${behind(report, column, showRows)} ${measures(column)}
    </div>
  </details>`;
}

/** The effect against the smallest that matters, which is the line in the middle. */
function effectBar({ effect, minimumEffect, adjustedP, effectName, of }: DriftAspect): TemplateResult {
  const name = of === "values" ? effectName : of;
  const share = Math.min(1, effect / (2 * minimumEffect));
  return html`<span class="effect-bar" role="img" aria-label="${name} ${formatNumber(effect, 3)} of ${formatNumber(minimumEffect)} that matters">
      <span class="effect-fill" style="width: ${(100 * share).toFixed(1)}%"></span>
    </span>
    <span class="effect-text">${name} ${formatNumber(effect, 3)}</span>
    <span class="muted effect-text">p ${pWords(adjustedP)}</span>`;
}

/** What missing values and categories came to, in a few words; stressed where missing values drifted. */
function glance(report: DriftReport, column: DriftColumn): TemplateResult {
  const isMissed = column.aspects.some(({ of, verdict }) => of === "missing values" && verdict === "drift");
  const words = glanceWords(report, column);
  return html`<span class="glance cut ${isMissed ? "strong" : "muted"}" title=${words} data-testid="glance">${words}</span>`;
}

function charts(
  { reference, current }: DriftReport,
  { numbers, categories, kind, missing }: DriftColumn,
): TemplateResult {
  const sizes = { reference: reference.rows - missing.reference, current: current.rows - missing.current };
  const outside = numbers?.histogram ? outsideWords(numbers.histogram) : "";
  const what = kind === "text" ? "Length in characters" : "Values";
  return html`<div class="drawings">
    ${numbers === null ? null : figure(`${what}, as shares of the rows.${outside}`, histogramDrawing(numbers))}
    ${numbers === null ? null : figure("How far each quantile has moved", shiftDrawing(numbers))}
    ${categories === null ? null : figure("Shares of the commonest categories", categoryDrawing(categories, sizes))}
  </div>`;
}

/** Buttons for the rows of each side that show the change, where these are in one file. */
function behind(report: DriftReport, column: DriftColumn, showRows: ShowRows): TemplateResult | null {
  const buttons = (["current", "reference"] as const).map((side) => {
    const rows = rowsBehind(column, side);
    const { table } = report[side];
    if (rows === null || table === null) return null;
    const label = `${side === "current" ? "Show rows now" : "Show rows before"}: ${rows.words}`;
    return button(label, () => showRows({ ...table, filters: { [column.name]: rows.filter } }), {
      secondary: true,
      icon: "table",
      testId: `show-rows-${side}`,
    });
  });
  return buttons.every((each) => each === null) ? null : html`<div class="rows-behind">${buttons}</div>`;
}

const mostNamed = 10;

function oneSided({ appeared, appearedCount, vanished, vanishedCount }: CategoryView): TemplateResult {
  const line = (words: string, count: number, list: CategoryView["appeared"], side: "reference" | "current") => {
    if (count === 0) return null;
    const named = list.slice(0, mostNamed).map((one) => `${one.label} (${one[side].toLocaleString("en")})`);
    return html`<li>${count} ${words}: ${named.join(", ")}${count > mostNamed ? ", …" : ""}</li>`;
  };
  return html`${line("new", appearedCount, appeared, "current")} ${line("gone", vanishedCount, vanished, "reference")}`;
}

const measures = ({ measures: all, computed, name }: DriftColumn): TemplateResult => html`<details class="measures">
  <summary>All measures</summary>
  <table class="facts">
    <caption class="sr-only">Measures of ${name}</caption>
    ${all.map((measure) => html`<tr><th scope="row">${measure.name}</th><td>${measureWords(measure)}</td></tr>`)}
  </table>
  <p class="muted">Computed ${computed}.</p>
</details>`;

import { html, type TemplateResult } from "lit";
import { formatNumber } from "../../../src/protocol/format.ts";
import type { BestValues, ImportanceReport, ParameterImportance } from "../../../src/protocol/runsChartsRequests.ts";
import { inlineStyle } from "../../kit/inlineStyle.ts";

const limits =
  "PED-ANOVA (Watanabe, Bansal & Hutter 2023): how far the values of the best runs differ from those of all runs, " +
  "less what chance gives, as shares of what can be told from chance (p ≤ 0.05 after Benjamini & Hochberg; 999 permutations). " +
  "It tells what the runs that were tried show: not what changing one parameter alone would do. Parameters that were " +
  "changed together share what they show, and what matters only together with another one can be overlooked.";

/** Which parameters tell the best runs from the others. @param metric its label */
export function importanceTable(
  report: ImportanceReport,
  metric: string,
  onShow: (param: string) => void,
): TemplateResult {
  const { params, goal, runs, total, best, more } = report;
  const counted =
    runs === total
      ? `${runs.toLocaleString("en")} runs`
      : `${runs.toLocaleString("en")} of ${total.toLocaleString("en")} runs`;
  const told = params.filter(({ share }) => share !== null).length;
  return html`<p class="muted" title=${limits} data-testid="importance-words">
      The best ${best} of ${counted} by ${goal === "min" ? "smallest" : "largest"} ${metric}.
      ${told === 0 ? "No parameter can be told from chance." : null}
      ${more === 0 ? null : `${more} more parameters were not looked at.`}
      <span class="codicon codicon-info" aria-hidden="true"></span>
    </p>
    <p class="sr-only">${limits}</p>
    <div class="table-scroll" tabindex="0" role="region" aria-label="Importance of parameters">
      <table class="importance" data-testid="importance-table">
        <thead><tr><th scope="col">Parameter</th><th scope="col">Share</th><th scope="col" title="Chance alone would show as much so often">p</th>
          <th scope="col" title=${`Spearman's correlation with ${metric}`}>Correlation</th><th scope="col">In the best ${best} runs</th></tr></thead>
        <tbody>${params.map((param) => paramRow(param, best, onShow))}</tbody>
      </table>
    </div>`;
}

function paramRow(
  { key, share, p, correlation, best: values }: ParameterImportance,
  best: number,
  onShow: (param: string) => void,
): TemplateResult {
  return html`<tr>
    <th scope="row"><button type="button" class="link cut" title=${`Show the metric by ${key}`} @click=${() => onShow(key)}>${key}</button></th>
    <td>${
      share === null
        ? html`<span class="muted">not told from chance</span>`
        : html`<span class="importance-bar" ${inlineStyle({ "--share": String(100 * share) })}></span> ${formatNumber(100 * share, 2)} %`
    }</td>
    <td class="number">${p <= 0.001 ? "≤ 0.001" : formatNumber(p, 2)}</td>
    <td class="number">${correlation === null ? "" : formatNumber(correlation, 2)}</td>
    <td>${bestWords(values, best)}</td>
  </tr>`;
}

/** `0.001 to 0.003 (middle half)`, `adam in 9 of 10`. */
function bestWords(values: BestValues, best: number): string {
  if (values.of === "range") return `${formatNumber(values.low)} to ${formatNumber(values.high)} (middle half)`;
  return `${values.value ?? "none"} in ${values.runs} of ${best}`;
}

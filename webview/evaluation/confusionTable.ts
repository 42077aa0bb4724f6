import { html, type TemplateResult } from "lit";
import { formatNumber } from "../../src/protocol/format.ts";
import { inlineStyle } from "../kit/inlineStyle.ts";

/** Rows by label, columns by answer, each number leading to its rows; a cell is as dark as the share of its label's rows. */
export function confusionTable(
  cells: readonly (readonly number[])[],
  classes: readonly string[],
  label: string,
  show: (label: string, answer: string) => void,
): TemplateResult {
  return html`<table class="confusion" data-testid="evaluation-confusion">
    <caption>Rows by ${label} and by answer</caption>
    <thead>
      <tr><th scope="col">${label} ↓ answer →</th>${classes.map((name) => html`<th scope="col">${name}</th>`)}</tr>
    </thead>
    <tbody>
      ${cells.map((row, i) => {
        const all = row.reduce((sum, count) => sum + count, 0);
        return html`<tr>
          <th scope="row">${classes[i]}</th>
          ${row.map((count, j) => {
            const share = all === 0 ? 0 : count / all;
            const words = `${count} of ${all} rows with ${label} ${classes[i]} were called ${classes[j]}`;
            return html`<td class=${i === j ? "right" : "wrong"} ${inlineStyle({ "--share": String(share) })} title=${words}>
              ${
                count === 0
                  ? html`<span class="confusion-rows">0</span>`
                  : html`<button type="button" class="link confusion-rows" aria-label=${`${count.toLocaleString("en")}: show the rows, ${words}`} @click=${() => show(classes[i] ?? "", classes[j] ?? "")}>${count.toLocaleString("en")}</button>`
              }
              <span class="part">${formatNumber(100 * share, 3)} %</span>
            </td>`;
          })}
        </tr>`;
      })}
    </tbody>
  </table>`;
}

import { html, type TemplateResult } from "lit";
import type { EvaluationFairness } from "../../src/protocol/evaluationEntities.ts";
import { formatNumber } from "../../src/protocol/format.ts";
import { definitions } from "../kit/definitions.ts";

const rule = {
  kept: "kept: the ratio's interval lies above 0.8",
  broken: "broken: the ratio's interval lies below 0.8",
  "can't tell": "can't tell: the ratio's interval has 0.8 within, or there is none",
} as const;

/** How evenly the groups of each column are treated. */
export function fairnessSection(fairness: readonly EvaluationFairness[]): TemplateResult | null {
  if (fairness.length === 0) return null;
  return html`<section data-testid="evaluation-fairness">
    <h2>Fairness</h2>
    ${fairness.map(
      ({ column, figures, fourFifths }) => html`<h3>${column}</h3>
        ${definitions([
          ...figures.map(({ name, value, reason, interval }): readonly [string, string] => {
            const range = interval === null ? "" : ` (${formatNumber(interval.low)} to ${formatNumber(interval.high)})`;
            return [name, value === null ? `undefined because ${reason}` : `${formatNumber(value)}${range}`];
          }),
          ["four-fifths rule", rule[fourFifths]],
        ])}`,
    )}
    <p class="muted">Groups with fewer than 30 rows are not compared.</p>
  </section>`;
}

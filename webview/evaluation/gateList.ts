import { html, type TemplateResult } from "lit";
import type { EvaluationGateOutcome } from "../../src/protocol/evaluationEntities.ts";

const words = { passed: "Passed", failed: "Failed", unknown: "Can't be judged" } as const;

/** Each gate with its verdict and the figure that decides. @param show leads to the place of a gate, from 0 */
export function gateList(
  gates: readonly EvaluationGateOutcome[],
  show: ((gate: number) => void) | undefined,
): TemplateResult | null {
  if (gates.length === 0) return null;
  return html`<section>
    <h2>Gates</h2>
    <ul class="evaluation-gates" data-testid="evaluation-gates">
      ${gates.map(
        ({ title, verdict, words: why }, i) => html`<li>
          <span class="verdict ${verdict}">${words[verdict]}</span>
          ${show === undefined ? html`<span>${title}</span>` : html`<button type="button" class="link" @click=${() => show(i)}>${title}</button>`}
          <span class="muted">${why}</span>
        </li>`,
      )}
    </ul>
  </section>`;
}

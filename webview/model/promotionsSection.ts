import { html, type TemplateResult } from "lit";
import { formatAge } from "../../src/protocol/format.ts";
import type { ModelVersionDetail } from "../../src/protocol/modelEntities.ts";
import type { Promotion } from "../../src/protocol/promotionRequests.ts";

/** When the version got aliases by holding gates, or lost them to another, and by which figures. */
export function promotionsSection({ promotions }: ModelVersionDetail, now: number): TemplateResult | null {
  if (promotions.length === 0) return null;
  return html`<section class="part">
    <h2>Promotions</h2>
    <ul class="promotions" data-testid="model-promotions">
      ${promotions.map((promotion) => entry(promotion, now))}
    </ul>
  </section>`;
}

function entry(promotion: Promotion, now: number): TemplateResult {
  const { alias, from, to, time, user, evaluation, gates, resultHash, modelHash, undone } = promotion;
  const by = (name: string | null): string => (name === null ? "" : ` by ${name}`);
  return html`<li>
    <div>
      <strong>@${alias}</strong> ${from === null ? "" : `from v${from} `}to v${to}
      <span class="muted" title=${new Date(time).toLocaleString()}>${formatAge(time, now)}${by(user)}</span>
    </div>
    ${
      undone === null
        ? null
        : html`<div title=${new Date(undone.time).toLocaleString()}>Undone ${formatAge(undone.time, now)}${by(undone.user)}</div>`
    }
    <div class="muted" title=${`What was found: ${resultHash}\nThe model's file: ${modelHash ?? "unknown"}`}>
      Evaluation ${evaluation}
    </div>
    ${gates.map(({ title, words }) => html`<div class="wrap">${title}: ${words}</div>`)}
  </li>`;
}

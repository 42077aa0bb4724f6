import { html, type TemplateResult } from "lit";
import type { OnnxGraphNode, OnnxInspection } from "../../src/protocol/onnxEntities.ts";

const mostNodes = 64;
const mostOperators = 40;

/** The nodes that a box of the graph stands for. */
export function nodeDetail(nodes: readonly OnnxGraphNode[], period: number): TemplateResult {
  const [first] = nodes;
  if (first === undefined) return html``;
  if (nodes.length === 1) {
    return html`<section class="onnx-side" data-testid="onnx-node">
      <h3>${first.operator}</h3>
      <dl>
        <dt>Name</dt><dd>${first.name || "none"}</dd>
        <dt>Domain</dt><dd>${first.domain}</dd>
        <dt>Takes</dt><dd>${first.inputs.map((name) => html`<div>${name || "(left out)"}</div>`)}</dd>
        <dt>Gives</dt><dd>${first.outputs.map((name) => html`<div>${name || "(left out)"}</div>`)}</dd>
        ${first.inner.length === 0 ? null : html`<dt>Holds</dt><dd>${first.inner.join(", ")}</dd>`}
      </dl>
    </section>`;
  }
  return html`<section class="onnx-side" data-testid="onnx-node">
    <h3>${nodes.length / period} blocks of ${period} ${period === 1 ? "node" : "nodes"}</h3>
    <p class="muted">They have the same operators in the same order. The first one:</p>
    <ol>${nodes.slice(0, Math.min(period, mostNodes)).map(({ operator, name }) => html`<li>${operator} <span class="muted">${name}</span></li>`)}</ol>
  </section>`;
}

/** How often each operator is used. */
export const operatorList = ({
  operators,
}: OnnxInspection): TemplateResult => html`<section class="onnx-side" data-testid="onnx-operators">
  <h3>Operators</h3>
  <dl>
    ${operators
      .slice(0, mostOperators)
      .map(
        ({ name, domain, count }) => html`<dt>${count.toLocaleString("en-US")}</dt><dd title=${domain}>${name}</dd>`,
      )}
  </dl>
  ${operators.length > mostOperators ? html`<p class="muted">… and ${operators.length - mostOperators} more</p>` : null}
</section>`;

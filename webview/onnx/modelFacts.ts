import { html, type TemplateResult } from "lit";
import { formatBytes } from "../../src/protocol/format.ts";
import type { OnnxInspection, OnnxValueInfo } from "../../src/protocol/onnxEntities.ts";

const mostShown = 12;
const whole = (count: number): string => count.toLocaleString("en-US");

/** The headline of a model: what it takes, gives, weighs and is made of. */
export function modelFacts(model: OnnxInspection): TemplateResult {
  const { bytes, totalBytes, opsets, quantisation, subgraphs, functions } = model;
  const named = [model.producer, model.producerVersion].filter((part) => part !== "").join(" ");
  const size =
    totalBytes === bytes
      ? formatBytes(bytes)
      : `${formatBytes(totalBytes)}, of which ${formatBytes(bytes)} in this file`;
  const types = quantisation.types.map(({ type, parameters }) => `${whole(parameters)} ${type}`).join(", ");
  const inside = [
    ...(subgraphs > 0 ? [`${whole(subgraphs)} graphs inside nodes`] : []),
    ...(functions.length > 0 ? [`${whole(functions.length)} functions`] : []),
  ];
  const facts: readonly (readonly [string, string | TemplateResult])[] = [
    ["Inputs", values(model.inputs)],
    ["Outputs", values(model.outputs)],
    ["Parameters", types === "" ? "none in initialisers" : types],
    ["Size", size],
    ["Graph", [`${whole(model.nodes)} nodes`, `${whole(model.edges)} edges`, ...inside].join(", ")],
    ["Operators", opsets.map(({ domain, version }) => `${domain} ${version}`).join(", ") || "no version is said"],
    ["Made by", named || "not said"],
    ["Format", `IR version ${model.irVersion ?? "unknown"}`],
    ["Quantised", quantisation.kind ?? "no"],
    ...model.metadata.slice(0, mostShown).map(({ key, value }) => [key, value.slice(0, 300)] as const),
    ["SHA-256", html`<code>${model.sha256}</code>`],
  ];
  return html`<dl class="onnx-facts" data-testid="onnx-facts">
    ${facts.map(([name, value]) => html`<div><dt class="cut" title=${name}>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}

const values = (all: readonly OnnxValueInfo[]): TemplateResult =>
  html`${all.slice(0, mostShown).map(({ name, type }) => html`<div>${name}: <code>${type}</code></div>`)}
  ${all.length > mostShown ? html`<div class="muted">… and ${all.length - mostShown} more</div>` : null}`;

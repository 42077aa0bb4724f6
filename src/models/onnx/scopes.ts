import type { OnnxGraph, OnnxModel, OnnxNode, OnnxTensor, Opset } from "./onnxModel.ts";
import { domainName } from "./operatorSets.ts";

/** A graph or function with what stands in it; a graph inside a node sees what is around it. */
export interface Scope {
  /** Such as `graph`, `graph › If (loop) › then_branch` or `function ai.onnx.Gelu`. */
  readonly label: string;
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly initialisers: readonly OnnxTensor[];
  readonly opsets: readonly Opset[];
  readonly outer: Scope | null;
}

/** All graphs and functions of a model, what is outside before what is inside. */
export function scopesOf(model: OnnxModel): Scope[] {
  const scopes: Scope[] = [];
  const add = (scope: Scope): void => {
    scopes.push(scope);
    for (const node of scope.nodes) {
      for (const { attribute, graph } of node.graphs) {
        const named = node.name === "" ? node.operator : `${node.operator} (${node.name})`;
        add(ofGraph(graph, `${scope.label} › ${named} › ${attribute}`, scope.opsets, scope));
      }
    }
  };
  if (model.graph !== null) add(ofGraph(model.graph, "graph", model.opsets, null));
  for (const { domain, name, nodes, inputs, outputs, opsets } of model.functions) {
    const label = `function ${domainName(domain)}.${name}`;
    add({ label, nodes, inputs, outputs, initialisers: [], opsets, outer: null });
  }
  return scopes;
}

function ofGraph(graph: OnnxGraph, label: string, opsets: readonly Opset[], outer: Scope | null): Scope {
  const { nodes, initialisers } = graph;
  const names = (values: readonly { readonly name: string }[]): string[] => values.map(({ name }) => name);
  return { label, nodes, inputs: names(graph.inputs), outputs: names(graph.outputs), initialisers, opsets, outer };
}

/** How a node is called in messages. */
export const nodePlace = (scope: Scope, node: OnnxNode, index: number): string =>
  `${scope.label}, node ${index}${node.name === "" ? "" : ` (${node.name})`}`;

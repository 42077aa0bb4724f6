import type { OnnxProblem } from "../../protocol/onnxEntities.ts";
import type { OnnxModel } from "./onnxModel.ts";
import { domainName, isKnownDomain, operatorProblem, shortDomain } from "./operatorSets.ts";
import { nodePlace, type Scope } from "./scopes.ts";

export interface OperatorCount {
  readonly domain: string;
  readonly name: string;
  readonly count: number;
}

/** How often each operator is used in a model, its functions included; the most frequent first. */
export function countOperators(scopes: readonly Scope[]): OperatorCount[] {
  const counts = new Map<string, { domain: string; name: string; count: number }>();
  for (const { nodes } of scopes) {
    for (const { domain, operator } of nodes) {
      const key = JSON.stringify([shortDomain(domain), operator]);
      const found = counts.get(key) ?? { domain: domainName(domain), name: operator, count: 0 };
      found.count += 1;
      counts.set(key, found);
    }
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
}

/** Operators that the imported operator sets don't have, each told once with where it is first. */
export function operatorProblems(model: OnnxModel, scopes: readonly Scope[]): OnnxProblem[] {
  const functions = new Set(model.functions.map(({ domain, name }) => JSON.stringify([shortDomain(domain), name])));
  const found = new Map<string, { severity: OnnxProblem["severity"]; message: string; place: string; count: number }>();
  const tell = (severity: OnnxProblem["severity"], message: string, place: string): void => {
    const known = found.get(message) ?? { severity, message, place, count: 0 };
    known.count += 1;
    found.set(message, known);
  };
  for (const scope of scopes) {
    const versions = new Map(scope.opsets.map(({ domain, version }) => [shortDomain(domain), version]));
    for (const [index, { domain, operator, name, ...node }] of scope.nodes.entries()) {
      const place = nodePlace(scope, { domain, operator, name, ...node }, index);
      const version = versions.get(shortDomain(domain));
      if (functions.has(JSON.stringify([shortDomain(domain), operator]))) continue;
      if (version === undefined) {
        tell("error", `${operator} is of ${domainName(domain)}, which the model does not import.`, place);
      } else if (isKnownDomain(domain)) {
        const problem = operatorProblem(domain, operator, version);
        if (problem !== null) tell("error", problem, place);
      } else tell("information", elsewhere(domain), place);
    }
  }
  return [...found.values()].map(({ severity, message, place, count }) => ({
    severity,
    message: count === 1 ? message : `${message} ${count} nodes have this.`,
    place,
  }));
}

const ofOnnxRuntime = /^(com\.microsoft(\..+)?|com\.ms\.internal\.nhwc)$/;

const elsewhere = (domain: string): string =>
  ofOnnxRuntime.test(domain)
    ? `Operators of ${domain} are ONNX Runtime's own; other runtimes may not have them.`
    : `Operators of ${domain} are not ONNX's own: whoever runs the model needs the library that has them.`;

import { createHash } from "node:crypto";
import { statSync } from "node:fs";
import { invalidParameter } from "../../protocol/errors.ts";
import type { OnnxInspection, OnnxProblem } from "../../protocol/onnxEntities.ts";
import type { FileBytes } from "./fileBytes.ts";
import type { OnnxModel, OnnxValue } from "./onnxModel.ts";
import { countOperators, operatorProblems } from "./operatorProblems.ts";
import { domainName } from "./operatorSets.ts";
import { quantisationOf } from "./quantisation.ts";
import { scopesOf } from "./scopes.ts";
import { describeTensors } from "./tensors.ts";
import { lacksShape, typeWords } from "./typeWords.ts";
import { wiringOf, wiringProblems } from "./wiring.ts";

const mostProblems = 500;
const mostTensors = 5000;
const severities = ["error", "warning", "information"];

/**
 * Says what is in a model and what is wrong with it, without reading its weights except to hash the file.
 * @throws TidemarkError `invalidParameter` when the file has no graph
 */
export function inspectModel(path: string, bytes: FileBytes, model: OnnxModel): OnnxInspection {
  const started = performance.now();
  const { graph, functions } = model;
  if (graph === null) throw invalidParameter(`${path} is no ONNX model: it has no graph.`);
  const scopes = scopesOf(model);
  const wirings = scopes.map((scope) => ({ scope, wiring: wiringOf(scope) }));
  const operators = countOperators(scopes);
  const tensors = describeTensors(path, scopes);
  // Older models list their initialisers among the inputs, as defaults.
  const withDefault = new Set(graph.initialisers.map(({ name }) => name));
  const inputs = graph.inputs.filter(({ name }) => !withDefault.has(name));
  const problems = [
    ...shapeProblems(inputs, "input"),
    ...shapeProblems(graph.outputs, "output"),
    ...operatorProblems(model, scopes),
    ...tensors.problems,
    ...wirings.flatMap(({ scope, wiring }) => wiringProblems(scope, wiring)),
  ].sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
  return {
    path,
    bytes: bytes.size,
    totalBytes: [...tensors.files].reduce((sum, file) => sum + statSync(file).size, bytes.size),
    sha256: hashOf(bytes),
    irVersion: model.irVersion,
    producer: model.producer,
    producerVersion: model.producerVersion,
    domain: model.domain,
    modelVersion: model.modelVersion,
    opsets: model.opsets.map(({ domain, version }) => ({ domain: domainName(domain), version })),
    metadata: [...model.metadata],
    graphName: graph.name,
    inputs: inputs.map(described),
    outputs: graph.outputs.map(described),
    parameters: tensors.infos.reduce((sum, { values }) => sum + values, 0),
    nodes: scopes.reduce((sum, { nodes }) => sum + nodes.length, 0),
    edges: wirings.reduce((sum, { wiring }) => sum + wiring.edges, 0),
    subgraphs: scopes.length - 1 - functions.length,
    functions: functions.map(({ domain, name, nodes }) => ({ domain: domainName(domain), name, nodes: nodes.length })),
    operators,
    quantisation: quantisationOf(operators, tensors.infos),
    problems: problems.slice(0, mostProblems),
    problemCount: problems.length,
    tensors: [...tensors.infos].sort((a, b) => b.values - a.values).slice(0, mostTensors),
    tensorCount: tensors.infos.length,
    milliseconds: performance.now() - started,
  };
}

const described = ({ name, type }: OnnxValue): { name: string; type: string } => ({ name, type: typeWords(type) });

const shapeProblems = (values: readonly OnnxValue[], what: string): OnnxProblem[] =>
  values
    .filter(({ type }) => lacksShape(type))
    .map(({ name }) => ({
      severity: "warning",
      message: `The ${what} ${name} has no shape.`,
      place: `graph, ${what} ${name}`,
    }));

const chunk = 4 * 1024 * 1024;

function hashOf(bytes: FileBytes): string {
  const hash = createHash("sha256");
  for (let at = 0; at < bytes.size; at += chunk) hash.update(bytes.read(at, Math.min(chunk, bytes.size - at)));
  return hash.digest("hex");
}

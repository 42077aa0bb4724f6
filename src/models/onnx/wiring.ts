import type { OnnxProblem } from "../../protocol/onnxEntities.ts";
import { nodePlace, type Scope } from "./scopes.ts";

/** How the values of one graph go from node to node. */
export interface Wiring {
  /** For each node, the nodes of the same graph that it takes values from; each once. */
  readonly before: readonly (readonly number[])[];
  /** How many values go from a node to a node. */
  readonly edges: number;
}

/** Finds what each node takes from which. */
export function wiringOf(scope: Scope): Wiring {
  const madeBy = new Map(
    scope.nodes.flatMap(({ outputs }, index) => outputs.map((name): [string, number] => [name, index])),
  );
  let edges = 0;
  const before = scope.nodes.map((node) => {
    const sources = new Set<number>();
    for (const name of taken(node.inputs)) {
      const source = madeBy.get(name);
      if (source === undefined) continue;
      edges += 1;
      sources.add(source);
    }
    return [...sources];
  });
  return { before, edges };
}

/** An input that is left out has an empty name. */
const taken = (inputs: readonly string[]): string[] => inputs.filter((name) => name !== "");

/** What is wrong with how nodes are connected: values made twice or never, cycles, the order. */
export function wiringProblems(scope: Scope, { before }: Wiring): OnnxProblem[] {
  const problems: OnnxProblem[] = [];
  const error = (message: string, place: string): void => void problems.push({ severity: "error", message, place });
  const given = new Set([...scope.inputs, ...scope.initialisers.map(({ name }) => name)]);
  const made = new Set<string>();
  const nodeNames = new Set<string>();
  for (const [index, node] of scope.nodes.entries()) {
    const place = nodePlace(scope, node, index);
    for (const name of taken(node.outputs)) {
      if (made.has(name) || given.has(name)) error(`The value ${name} is made more than once.`, place);
      made.add(name);
    }
    if (node.name !== "" && nodeNames.has(node.name)) {
      problems.push({ severity: "warning", message: `Another node is called ${node.name} too.`, place });
    }
    nodeNames.add(node.name);
  }
  const initialisers = new Set<string>();
  for (const { name } of scope.initialisers) {
    if (initialisers.has(name)) error(`Two initialisers are called ${name}.`, scope.label);
    initialisers.add(name);
  }
  const isKnown = (name: string): boolean => made.has(name) || isGiven(scope, name);
  for (const [index, node] of scope.nodes.entries()) {
    for (const name of taken(node.inputs)) {
      if (!isKnown(name)) error(`${node.operator} takes ${name}, which nothing makes.`, nodePlace(scope, node, index));
    }
  }
  for (const name of scope.outputs) {
    if (!isKnown(name)) error(`The output ${name} is made by nothing.`, scope.label);
  }
  return [...problems, ...orderProblems(scope, before)];
}

/** Whether a graph, or one around it, has a value before its nodes run or, around it, by a node. */
function isGiven(scope: Scope, name: string): boolean {
  for (let each: Scope | null = scope; each !== null; each = each.outer) {
    const { inputs, initialisers, nodes } = namesOf(each);
    if (inputs.has(name) || initialisers.has(name) || (each !== scope && nodes.has(name))) return true;
  }
  return false;
}

const nameSets = new WeakMap<Scope, Record<"inputs" | "initialisers" | "nodes", ReadonlySet<string>>>();
function namesOf(scope: Scope): Record<"inputs" | "initialisers" | "nodes", ReadonlySet<string>> {
  const known = nameSets.get(scope);
  if (known !== undefined) return known;
  const sets = {
    inputs: new Set(scope.inputs),
    initialisers: new Set(scope.initialisers.map(({ name }) => name)),
    nodes: new Set(scope.nodes.flatMap(({ outputs }) => outputs)),
  };
  nameSets.set(scope, sets);
  return sets;
}

/** Nodes have to stand behind those they take values from, which a cycle makes impossible. */
function orderProblems(scope: Scope, before: Wiring["before"]): OnnxProblem[] {
  const waiting = before.map((sources) => sources.length);
  const after = before.map((): number[] => []);
  for (const [index, sources] of before.entries()) for (const source of sources) after[source]?.push(index);
  const ready = waiting.flatMap((count, index) => (count === 0 ? [index] : []));
  for (let next = ready.pop(); next !== undefined; next = ready.pop()) {
    for (const index of after[next] ?? []) {
      const left = (waiting[index] ?? 0) - 1;
      waiting[index] = left;
      if (left === 0) ready.push(index);
    }
  }
  const stuck = waiting.flatMap((count, index) => (count > 0 ? [index] : []));
  const [first] = stuck;
  const node = first === undefined ? undefined : scope.nodes[first];
  if (first !== undefined && node !== undefined) {
    const message = `Values go round in a cycle: ${stuck.length} nodes wait for each other.`;
    return [{ severity: "error", message, place: nodePlace(scope, node, first) }];
  }
  const early = before.findIndex((sources, index) => sources.some((source) => source > index));
  const earlyNode = scope.nodes[early];
  if (earlyNode === undefined) return [];
  const message = `${earlyNode.operator} stands before a node whose value it takes.`;
  return [{ severity: "error", message, place: nodePlace(scope, earlyNode, early) }];
}

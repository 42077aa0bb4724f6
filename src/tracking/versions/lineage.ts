import { VersionLineage } from "../../protocol/datasetEntities.ts";
import type { Lineage, LineageNode } from "../../protocol/lineageRequests.ts";
import type { DataSetRow, DataVersionRow } from "../../store/dataVersionTable.ts";
import type { RunRow } from "../../store/runTable.ts";
import type { Tables } from "../../store/tables.ts";

/**
 * What data, features, runs and models were made from: the newest runs that used data, the latest version of each data set, and
 * what all of these came from.
 */
export function lineageGraph(
  tables: Tables,
  { dataset, runs: most }: { readonly dataset?: string | undefined; readonly runs: number },
): Lineage {
  const graph = new Graph(tables);
  for (const set of tables.dataVersions.sets()) {
    const [latest] = tables.dataVersions.page(set.id, 1, 0);
    if (latest !== undefined) graph.addVersion(latest);
  }
  for (const id of tables.runDataVersions.newestRuns(most)) {
    const run = tables.runs.byKey(id);
    if (run !== undefined && run.lifecycle === "active") graph.addRun(run);
  }
  const olderRuns = Math.max(0, tables.runDataVersions.countRuns() - most);
  const { nodes, edges } = graph;
  if (dataset === undefined) return { nodes: [...nodes.values()], edges: [...edges.values()], olderRuns };
  const near = connected(
    [...nodes.values()].filter((node) => isOf(node, dataset)),
    [...edges.values()],
  );
  return {
    nodes: [...nodes.values()].filter(({ id }) => near.has(id)),
    edges: [...edges.values()].filter(({ from, to }) => near.has(from) && near.has(to)),
    olderRuns,
  };
}

const isOf = ({ target }: LineageNode, dataset: string): boolean =>
  target !== null && "dataset" in target && target.dataset === dataset;

/** These nodes, all that they were made from, and all that was made from them. */
function connected(begin: readonly LineageNode[], edges: Lineage["edges"]): ReadonlySet<string> {
  const follow = (next: (id: string) => readonly string[]): Set<string> => {
    const seen = new Set(begin.map(({ id }) => id));
    // A set that grows is iterated to its end.
    for (const id of seen) for (const other of next(id)) seen.add(other);
    return seen;
  };
  const sources = follow((id) => edges.filter(({ to }) => to === id).map(({ from }) => from));
  const made = follow((id) => edges.filter(({ from }) => from === id).map(({ to }) => to));
  return new Set([...sources, ...made]);
}

class Graph {
  readonly nodes = new Map<string, LineageNode>();
  readonly edges = new Map<string, Lineage["edges"][number]>();
  readonly #tables: Tables;
  readonly #sets: ReadonlyMap<number, DataSetRow>;

  constructor(tables: Tables) {
    this.#tables = tables;
    this.#sets = new Map(tables.dataVersions.sets().map((set) => [set.id, set]));
  }

  addVersion(row: DataVersionRow): string {
    const id = `data ${row.data_set} ${row.hash}`;
    const set = this.#sets.get(row.data_set);
    if (this.nodes.has(id) || set === undefined) return id;
    const lineage = row.lineage === null ? null : VersionLineage.parse(JSON.parse(row.lineage));
    const check = this.#tables.dataChecks.ofVersion(row.id);
    this.nodes.set(id, {
      id,
      kind: lineage === null ? "data" : "feature",
      label: set.name,
      detail: `v${row.number}`,
      isGood: check === undefined ? null : check.failed + check.could_not_run === 0,
      target: { dataset: set.name, version: row.number },
    });
    for (const { name, content, kind } of lineage?.inputs ?? []) this.#edge(this.#input(name, content, kind), id);
    return id;
  }

  /** A version that something was made from; it is shown even if nothing more is known of it. */
  #input(name: string, hash: string, kind: "dataset" | "feature"): string {
    const { dataVersions } = this.#tables;
    const set = dataVersions.setByName(name);
    const [known] = set === undefined ? [] : dataVersions.byPrefix(set.id, hash);
    if (known !== undefined) return this.addVersion(known);
    const id = `unknown ${name} ${hash}`;
    const detail = hash.slice(0, 8);
    this.nodes.set(id, {
      id,
      kind: kind === "feature" ? "feature" : "data",
      label: name,
      detail,
      isGood: null,
      target: null,
    });
    return id;
  }

  addRun(run: RunRow): void {
    const id = `run ${run.run_id}`;
    this.nodes.set(id, {
      id,
      kind: "run",
      label: run.name,
      detail: run.status.toLowerCase(),
      isGood: null,
      target: { runId: run.run_id },
    });
    for (const { version } of this.#tables.runDataVersions.ofRun(run.id)) {
      const row = this.#tables.dataVersions.byId(version);
      if (row !== undefined) this.#edge(this.addVersion(row), id);
    }
    for (const { name, version, aliases } of this.#tables.modelListing.ofRun(run.run_id)) {
      const model = `model ${name} ${version}`;
      const detail = [`v${version}`, ...aliases.map((alias) => `@${alias}`)].join(" ");
      this.nodes.set(model, {
        id: model,
        kind: "model",
        label: name,
        detail,
        isGood: null,
        target: { model: name, version },
      });
      this.#edge(id, model);
    }
  }

  #edge(from: string, to: string): void {
    this.edges.set(`${from}\n${to}`, { from, to });
  }
}

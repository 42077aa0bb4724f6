import type { Caller } from "../../protocol/channel.ts";
import type { Changed, EngineContract } from "../../protocol/engineContract.ts";
import { type Experiment, type RunDetail, type RunSummary, runStatuses } from "../../protocol/entities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { ExperimentNode, GroupNode, MoreNode, Node, RunNode, SectionNode, TextNode } from "./nodes.ts";
import { artifactNodes, metricNodes, paramNodes } from "./runContent.ts";
import { listChange, type RunPage, readRuns, runQuestions } from "./runPages.ts";
import type { ViewState } from "./viewState.ts";

export type Ask = Caller<EngineContract>["request"];

export interface ModelOptions {
  readonly ask: Ask;
  readonly state: () => ViewState;
  readonly pageSize: () => number;
}

/** A list of runs that was asked for: of an experiment, or of one status in it. */
interface RunList {
  readonly owner: ExperimentNode | GroupNode;
  wanted: number;
  page: RunPage;
}

/** Runs whose details are kept; only expanded and hovered ones are asked for. */
const keptDetails = 200;

/**
 * What the Experiments view shows, without the editor: asks the engine for what is opened, keeps it, and says after
 * a change which items to draw again. A node's identity lasts, so the editor keeps what is selected and expanded.
 */
export class ExperimentsModel {
  readonly #options: ModelOptions;
  readonly #nodes = new Map<string, Node>();
  readonly #lists = new Map<string, RunList>();
  readonly #details = new Map<string, RunDetail>();
  #experiments: readonly Experiment[] | null = null;

  constructor(options: ModelOptions) {
    this.#options = options;
  }

  /** Forgets what was read, but not which lists were made longer. */
  invalidate(): void {
    this.#experiments = null;
    this.#details.clear();
    for (const list of this.#lists.values()) list.page = { runs: [], total: -1 };
  }

  /** Forgets everything; the next questions start with first pages. */
  reset(): void {
    this.invalidate();
    this.#lists.clear();
    this.#nodes.clear();
  }

  /** All experiments of the lifecycle that is shown. */
  async experiments(): Promise<readonly Experiment[]> {
    this.#experiments ??= await this.#readExperiments();
    return this.#experiments;
  }

  async roots(): Promise<readonly Node[]> {
    const experiments = await this.experiments();
    if (this.#options.state().lifecycle === "active" && experiments.every(({ id, runs }) => id === "0" && runs === 0)) {
      return []; // The welcome view says how to begin.
    }
    if (experiments.length === 0) return [text("text:deleted", "Nothing is deleted.")];
    // MLflow's Default is always there; while nothing was logged to it, it says nothing.
    const shown = experiments.filter(({ id, runs }) => id !== "0" || runs > 0);
    return shown.map((experiment) => this.#experimentNode(experiment));
  }

  async children(node: Node): Promise<readonly Node[]> {
    switch (node.kind) {
      case "experiment":
        return this.#options.state().grouped ? this.#groups(node) : this.#runs(node);
      case "group":
        return this.#runs(node);
      case "run":
        return this.#runContent(node);
      case "section":
        return this.#section(node);
      case "artifact":
        return artifactNodes(node.runId, await this.#artifacts(node.runId, node.entry.path));
      default:
        return [];
    }
  }

  /** A run with everything but its points. */
  async detail(runId: string): Promise<RunDetail> {
    const known = this.#details.get(runId);
    if (known !== undefined) return known;
    const detail = await this.#options.ask("runs/get", { runId });
    this.#details.set(runId, detail);
    for (const oldest of this.#details.keys()) {
      if (this.#details.size <= keptDetails) break;
      this.#details.delete(oldest);
    }
    return detail;
  }

  /** Makes a list longer and answers whose list it is. */
  showMore(node: MoreNode): Node | undefined {
    const list = this.#lists.get(node.listId);
    if (list === undefined) return undefined;
    list.wanted += node.step;
    list.page = { runs: [], total: -1 };
    return list.owner;
  }

  /** Reads again what a change touches, and answers what to draw again: items, or everything. */
  async update(change: Changed): Promise<readonly Node[] | "everything"> {
    const redraw = new Set<Node>();
    if (change.experiments || change.runs.some(({ summary }) => summary)) {
      const before = this.#experiments ?? [];
      this.#experiments = await this.#readExperiments();
      if (before.map(({ id }) => id).join() !== this.#experiments.map(({ id }) => id).join()) return "everything";
      for (const [index, experiment] of this.#experiments.entries()) {
        if (JSON.stringify(before[index]) === JSON.stringify(experiment)) continue;
        if (before[index]?.runs === 0 || experiment.runs === 0) return "everything"; // The welcome view comes or goes.
        redraw.add(this.#experimentNode(experiment));
      }
    }
    for (const { id } of change.runs) {
      if (!this.#details.delete(id)) continue;
      const node = this.#nodes.get(id);
      if (node !== undefined) redraw.add(node);
    }
    const touched = new Set(change.runs.map(({ experimentId }) => experimentId));
    for (const list of this.#lists.values()) {
      if (touched.has(experimentOf(list.owner))) for (const node of await this.#reread(list)) redraw.add(node);
    }
    return [...redraw];
  }

  async #reread(list: RunList): Promise<readonly Node[]> {
    const before = list.page;
    await this.#read(list);
    const change = listChange(before.runs, list.page.runs);
    for (const run of list.page.runs) this.#runNode(run);
    if (change.kind === "list" || before.total !== list.page.total) {
      // Groups come and go with their runs: their experiment is drawn again as a whole.
      const experiment = this.#nodes.get(`experiment:${experimentOf(list.owner)}`);
      return experiment === undefined ? [] : [experiment];
    }
    return change.ids.flatMap((id) => this.#nodes.get(id) ?? []);
  }

  async #readExperiments(): Promise<readonly Experiment[]> {
    const { ask, state } = this.#options;
    const active = (await ask("experiments/list", { lifecycle: "active" })).experiments;
    if (state().lifecycle === "active") return active;
    const { experiments: deleted } = await ask("experiments/list", { lifecycle: "deleted" });
    const counted = await Promise.all(
      [...active, ...deleted].map(async (experiment) => {
        const { total } = await ask("runs/list", { experimentId: experiment.id, lifecycle: "deleted", limit: 1 });
        return { ...experiment, runs: total, running: 0, failed: 0 };
      }),
    );
    return counted.filter(({ runs, lifecycle }) => runs > 0 || lifecycle === "deleted");
  }

  async #groups(node: ExperimentNode): Promise<readonly Node[]> {
    const state = this.#options.state();
    const [question] = runQuestions(
      { ...state, starred: state.starred === "only" ? "only" : "inOrder" },
      node.experiment.id,
      null,
    );
    if (question === undefined) return [];
    const answer = await this.#understood(node, () => this.#options.ask("runs/list", { ...question, limit: 1 }));
    if ("kind" in answer) return [answer];
    const groups = runStatuses.flatMap((status) => {
      const count = answer.byStatus[status] ?? 0;
      return count === 0 ? [] : [this.#groupNode(node.experiment.id, status, count)];
    });
    return groups.length === 0 ? [this.#nothing(node)] : groups;
  }

  async #runs(owner: ExperimentNode | GroupNode): Promise<readonly Node[]> {
    const list: RunList = this.#lists.get(owner.id) ?? {
      owner,
      wanted: this.#options.pageSize(),
      page: { runs: [], total: -1 },
    };
    this.#lists.set(owner.id, list);
    if (list.page.total < 0) {
      const failure = await this.#understood(owner, () => this.#read(list));
      if (failure !== undefined) return [failure];
    }
    const { runs, total } = list.page;
    if (runs.length === 0) return [this.#nothing(owner)];
    const nodes: Node[] = runs.map((run) => this.#runNode(run));
    const left = total - runs.length;
    const step = Math.min(left, this.#options.pageSize());
    if (left > 0) nodes.push({ kind: "more", id: `more:${owner.id}`, listId: owner.id, step, left });
    return nodes;
  }

  async #read(list: RunList): Promise<undefined> {
    const { ask, state } = this.#options;
    const status = list.owner.kind === "group" ? list.owner.status : null;
    const questions = runQuestions(state(), experimentOf(list.owner), status);
    list.page = await readRuns(questions, list.wanted, (question, offset, limit) =>
      ask("runs/list", { ...question, offset, limit }),
    );
  }

  /** A filter that the engine does not understand is an item to read, not a failure. */
  async #understood<T>(owner: Node, read: () => Promise<T>): Promise<T | TextNode> {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof TidemarkError) || error.code !== "invalidParameter") throw error;
      return { kind: "text", id: `text:${owner.id}`, text: error.message, isError: true };
    }
  }

  #nothing(owner: Node): TextNode {
    const { filter, starred, lifecycle } = this.#options.state();
    if (filter !== "") return text(`text:${owner.id}`, "No run matches the filter");
    if (starred === "only") return text(`text:${owner.id}`, "No run is starred");
    return text(`text:${owner.id}`, lifecycle === "deleted" ? "No run is deleted" : "No runs yet");
  }

  async #runContent(node: RunNode): Promise<readonly Node[]> {
    const runId = node.run.id;
    const [detail, artifacts] = await Promise.all([this.detail(runId), this.#artifacts(runId, "")]);
    const section = (name: SectionNode["section"], count: number): readonly SectionNode[] =>
      count === 0 ? [] : [{ kind: "section", id: `${name}:${runId}`, runId, section: name, count }];
    // With a filter every match stands for itself in the list already.
    const { filter, starred } = this.#options.state();
    const nested = filter === "" && starred !== "only" ? detail.children : [];
    const content = [
      ...nested.map((run) => this.#runNode(run)),
      ...section("params", detail.params.length),
      ...section("metrics", detail.metrics.length),
      ...section("artifacts", artifacts.length),
    ];
    return content.length === 0 ? [text(`text:${runId}`, "Nothing logged yet")] : content;
  }

  async #section(node: SectionNode): Promise<readonly Node[]> {
    if (node.section === "artifacts") return artifactNodes(node.runId, await this.#artifacts(node.runId, ""));
    const detail = await this.detail(node.runId);
    return node.section === "params" ? paramNodes(detail) : metricNodes(detail);
  }

  async #artifacts(runId: string, path: string): Promise<Parameters<typeof artifactNodes>[1]> {
    return (await this.#options.ask("artifacts/list", { runId, path })).entries;
  }

  #experimentNode(experiment: Experiment): ExperimentNode {
    const id = `experiment:${experiment.id}`;
    const known = this.#nodes.get(id);
    if (known?.kind === "experiment") {
      known.experiment = experiment;
      return known;
    }
    return this.#keep({ kind: "experiment", id, experiment });
  }

  #groupNode(experimentId: string, status: GroupNode["status"], count: number): GroupNode {
    const id = `group:${experimentId}:${status}`;
    const known = this.#nodes.get(id);
    if (known?.kind === "group") {
      known.count = count;
      return known;
    }
    return this.#keep({ kind: "group", id, experimentId, status, count });
  }

  #runNode(run: RunSummary): RunNode {
    const known = this.#nodes.get(run.id);
    if (known?.kind === "run") {
      known.run = run;
      return known;
    }
    return this.#keep({ kind: "run", id: run.id, run });
  }

  #keep<N extends Node>(node: N): N {
    this.#nodes.set(node.id, node);
    return node;
  }
}

const experimentOf = (owner: ExperimentNode | GroupNode): string =>
  owner.kind === "experiment" ? owner.experiment.id : owner.experimentId;

const text = (id: string, words: string): TextNode => ({ kind: "text", id, text: words, isError: false });

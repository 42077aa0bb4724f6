import {
  type CancellationToken,
  commands,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  MarkdownString,
  type Memento,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from "vscode";
import type { Changed } from "../../protocol/engineContract.ts";
import { setContext } from "../contextKeys.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { viewIds } from "../ids.ts";
import { KeptSelection } from "../keptSelection.ts";
import { onSetting, setting } from "../settings.ts";
import { attention, badgeOf } from "./badge.ts";
import { mergeChanges, noChange } from "./changes.ts";
import { ExperimentsModel } from "./experimentsModel.ts";
import type { MoreNode, Node, RunNode, RunTarget } from "./nodes.ts";
import { runTooltip } from "./tooltip.ts";
import { headTooltip, treeItem } from "./treeItems.ts";
import { readViewState, type ViewState, viewMessage } from "./viewState.ts";

const stateKey = "experimentsView";
const seenFailedKey = "seenFailedRuns";
/** A busy script changes runs twenty times a second; a list that jumps that often can't be read. */
const redrawEvery = 300;
const redrawAgesEvery = 30_000;

export interface ExperimentsViewDeps {
  readonly engine: EngineHost;
  readonly memory: Memento;
  readonly log: LogOutputChannel;
}

/** The "Experiments" view: what it shows, how it is kept up to date, and what the user chose in it. */
export class ExperimentsView implements TreeDataProvider<Node>, Disposable {
  readonly #deps: ExperimentsViewDeps;
  readonly #changes = new EventEmitter<Node | Node[] | undefined>();
  readonly #model: ExperimentsModel;
  readonly #tree: TreeView<Node>;
  readonly #selection: KeptSelection<Node>;
  readonly #owned: { dispose(): unknown }[] = [];
  #state: ViewState;
  #pending: Changed = noChange;
  #timer: NodeJS.Timeout | undefined;
  #updating = false;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(deps: ExperimentsViewDeps) {
    this.#deps = deps;
    this.#state = readViewState(deps.memory.get(stateKey));
    this.#model = new ExperimentsModel({
      ask: (name, params, signal) => deps.engine.request(name, params, signal),
      state: () => this.#state,
      pageSize: () => setting("experiments.pageSize"),
    });
    this.#tree = window.createTreeView(viewIds.experiments, {
      treeDataProvider: this,
      canSelectMany: true,
      showCollapseAll: true,
    });
    this.#selection = new KeptSelection(this.#tree);
    const ages = setInterval(() => {
      if (this.#tree.visible) this.#changes.fire(undefined);
    }, redrawAgesEvery);
    this.#owned.push(
      this.#tree,
      this.#selection,
      this.#changes,
      deps.engine.on("changed", (change) => this.#changed(change)),
      deps.engine.onState(() => this.refresh()),
      this.#tree.onDidChangeVisibility(({ visible }) => {
        if (!visible) return;
        this.#schedule(0);
        void this.#lookedAt();
      }),
      onSetting(["experiments.pageSize"], () => this.#restart()),
      { dispose: () => clearInterval(ages) },
      { dispose: () => clearTimeout(this.#timer) },
    );
    this.#describe();
  }

  get state(): ViewState {
    return this.#state;
  }

  get model(): ExperimentsModel {
    return this.#model;
  }

  /** Items that the user selected; the last one is where they are. */
  get selection(): readonly Node[] {
    return this.#selection.items;
  }

  /**
   * The items that a key was pressed on; undefined when it was no key. Like the Explorer: the focused item, or all
   * selected ones when it is among them. The editor tells extensions what is selected but not where the focus is,
   * so the focus is added to the selection, or taken out of it, and back.
   */
  async keyTargets(target: RunTarget | undefined): Promise<readonly Node[] | undefined> {
    if (typeof target !== "object" || target.kind !== "selection") return undefined;
    const before = this.selection;
    await commands.executeCommand("list.toggleSelection");
    const added = this.selection.filter((node) => !before.includes(node));
    await commands.executeCommand("list.toggleSelection");
    return added.length > 0 ? added : before;
  }

  /** Shows the view otherwise, and remembers that. */
  async choose(change: Partial<ViewState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await this.#deps.memory.update(stateKey, this.#state);
    this.#restart();
  }

  /** Reads everything again that is shown. */
  refresh(): void {
    this.#model.invalidate();
    this.#changes.fire(undefined);
    this.#schedule(0);
  }

  showMore(node: MoreNode): void {
    this.#changes.fire(this.#model.showMore(node));
  }

  getTreeItem(node: Node): TreeItem {
    const expand = node.kind === "experiment" && node.experiment.runs > 0;
    return treeItem(node, { now: Date.now(), expand });
  }

  async getChildren(node?: Node): Promise<Node[]> {
    if (this.#deps.engine.state.kind !== "connected") return [];
    return [...(node === undefined ? await this.#model.roots() : await this.#model.children(node))];
  }

  async resolveTreeItem(item: TreeItem, node: Node, token: CancellationToken): Promise<TreeItem> {
    if (node.kind === "run") item.tooltip = await this.#tooltip(node, token);
    return item;
  }

  dispose(): void {
    for (const owned of this.#owned.reverse()) owned.dispose();
  }

  async #tooltip(node: RunNode, token: CancellationToken): Promise<MarkdownString> {
    try {
      const detail = await this.#model.detail(node.run.id);
      return token.isCancellationRequested
        ? headTooltip(node, Date.now())
        : new MarkdownString(runTooltip(detail, Date.now()));
    } catch (error) {
      this.#deps.log.warn(`No details for a tooltip: ${error}`);
      return headTooltip(node, Date.now());
    }
  }

  #restart(): void {
    this.#model.reset();
    this.#describe();
    this.#changes.fire(undefined);
  }

  #describe(): void {
    this.#tree.message = viewMessage(this.#state) ?? "";
    void setContext("tidemark.filtered", this.#state.filter !== "" || this.#state.starred === "only");
    void setContext("tidemark.grouped", this.#state.grouped);
    void setContext("tidemark.showsDeleted", this.#state.lifecycle === "deleted");
  }

  #changed(change: Changed): void {
    this.#pending = mergeChanges(this.#pending, change);
    this.#schedule(redrawEvery);
  }

  #schedule(after: number): void {
    if (this.#timer !== undefined || this.#updating) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#update();
    }, after);
  }

  async #update(): Promise<void> {
    if (this.#deps.engine.state.kind !== "connected") {
      this.#tree.badge = undefined;
      return;
    }
    this.#updating = true;
    const change = this.#pending;
    this.#pending = noChange;
    try {
      const redraw = await this.#model.update(change);
      if (redraw === "everything") this.#changes.fire(undefined);
      else if (redraw.length > 0) this.#changes.fire([...redraw]);
      await this.#count();
    } catch (error) {
      this.#deps.log.warn(`The Experiments view could not be brought up to date: ${error}`);
    } finally {
      this.#updating = false;
      if (this.#pending !== noChange) this.#schedule(redrawEvery);
    }
  }

  async #count(): Promise<void> {
    if (this.#state.lifecycle === "deleted") return;
    const experiments = await this.#model.experiments();
    const failed = experiments.reduce((sum, experiment) => sum + experiment.failed, 0);
    const seen = this.#deps.memory.get<number>(seenFailedKey, 0);
    // Fewer than were seen: some were deleted, and new ones count from here.
    if (failed !== seen && (this.#tree.visible || failed < seen)) await this.#deps.memory.update(seenFailedKey, failed);
    const counted = attention(experiments, this.#deps.memory.get<number>(seenFailedKey, 0));
    this.#tree.badge = badgeOf(counted);
    const runs = experiments.some(({ runs }) => runs > 0);
    await setContext("tidemark.hasRuns", runs);
    if (runs) await setContext("tidemark.tracked", true);
  }

  async #lookedAt(): Promise<void> {
    if (this.#deps.engine.state.kind !== "connected") return;
    await this.#count();
  }
}

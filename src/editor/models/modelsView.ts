import {
  type CancellationToken,
  type Disposable,
  EventEmitter,
  type LogOutputChannel,
  MarkdownString,
  type TreeDataProvider,
  type TreeItem,
  type TreeView,
  window,
} from "vscode";
import { setContext } from "../contextKeys.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { viewIds } from "../ids.ts";
import { KeptSelection } from "../keptSelection.ts";
import { modelItem } from "./modelItems.ts";
import type { ModelTreeNode, MoreVersionsNode, VersionNode } from "./modelNodes.ts";
import { ModelsModel } from "./modelsModel.ts";
import { versionTooltip, versionTooltipHead } from "./modelTooltip.ts";

/** Changes of a moment are shown together. */
const redrawAfter = 300;
const redrawAgesEvery = 60_000;

export interface ModelsViewDeps {
  readonly engine: EngineHost;
  readonly log: LogOutputChannel;
}

/** The "Models" view: registered models with their versions, kept up to date. */
export class ModelsView implements TreeDataProvider<ModelTreeNode>, Disposable {
  readonly #deps: ModelsViewDeps;
  readonly #changes = new EventEmitter<ModelTreeNode | undefined>();
  readonly #model: ModelsModel;
  readonly #tree: TreeView<ModelTreeNode>;
  readonly #selection: KeptSelection<ModelTreeNode>;
  readonly #owned: { dispose(): unknown }[] = [];
  #timer: NodeJS.Timeout | undefined;

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(deps: ModelsViewDeps) {
    this.#deps = deps;
    this.#model = new ModelsModel((name, params, signal) => deps.engine.request(name, params, signal));
    this.#tree = window.createTreeView(viewIds.models, {
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
      deps.engine.on("changed", (change) => {
        if (this.#model.concerns(change)) this.#schedule();
      }),
      deps.engine.onState(() => this.refresh()),
      { dispose: () => clearInterval(ages) },
      { dispose: () => clearTimeout(this.#timer) },
    );
  }

  get model(): ModelsModel {
    return this.#model;
  }

  get selection(): readonly ModelTreeNode[] {
    return this.#selection.items;
  }

  /** Reads everything again that is shown. */
  refresh(): void {
    this.#model.invalidate();
    this.#changes.fire(undefined);
  }

  showMore(node: MoreVersionsNode): void {
    this.#model.showMore(node.owner);
    this.#changes.fire(node.owner);
  }

  getTreeItem(node: ModelTreeNode): TreeItem {
    return modelItem(node, Date.now());
  }

  async getChildren(node?: ModelTreeNode): Promise<ModelTreeNode[]> {
    if (this.#deps.engine.state.kind !== "connected") return [];
    if (node !== undefined) return [...(await this.#model.children(node))];
    const models = await this.#model.roots();
    await setContext("tidemark.hasModels", models.length > 0);
    return [...models];
  }

  async resolveTreeItem(item: TreeItem, node: ModelTreeNode, token: CancellationToken): Promise<TreeItem> {
    if (node.kind === "version") item.tooltip = await this.#tooltip(node, token);
    return item;
  }

  dispose(): void {
    for (const owned of this.#owned.reverse()) owned.dispose();
  }

  async #tooltip({ version }: VersionNode, token: CancellationToken): Promise<MarkdownString> {
    const head = (): MarkdownString => new MarkdownString(versionTooltipHead(version, Date.now()));
    try {
      const detail = await this.#model.detail(version);
      return token.isCancellationRequested ? head() : new MarkdownString(versionTooltip(detail, Date.now()));
    } catch (error) {
      this.#deps.log.warn(`No details for a tooltip: ${error}`);
      return head();
    }
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.refresh();
    }, redrawAfter);
  }
}

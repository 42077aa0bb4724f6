import { type Disposable, EventEmitter, type TreeDataProvider, type TreeItem, type TreeView, window } from "vscode";
import type { EngineHost } from "../engine/engineHost.ts";
import { viewIds } from "../ids.ts";
import type { DataChecks } from "./dataChecks.ts";
import { dataItem } from "./dataItems.ts";
import { type DataNode, toldOutcomes } from "./dataNodes.ts";

const redrawAgesEvery = 60_000;

/** The "Data" view: declared data sets, what checking them came to, and which of their checks fail. */
export class DatasetsView implements TreeDataProvider<DataNode>, Disposable {
  readonly #engine: EngineHost;
  readonly #checks: DataChecks;
  readonly #changes = new EventEmitter<DataNode | undefined>();
  readonly #tree: TreeView<DataNode>;
  readonly #owned: { dispose(): unknown }[];

  readonly onDidChangeTreeData = this.#changes.event;

  constructor(engine: EngineHost, checks: DataChecks) {
    this.#engine = engine;
    this.#checks = checks;
    this.#tree = window.createTreeView(viewIds.data, { treeDataProvider: this, showCollapseAll: true });
    const refresh = (): void => this.refresh();
    const ages = setInterval(() => {
      if (this.#tree.visible) refresh();
    }, redrawAgesEvery);
    this.#owned = [
      this.#changes,
      this.#tree,
      checks.onDidChange(refresh),
      engine.onState(refresh),
      { dispose: () => clearInterval(ages) },
    ];
  }

  /** Shows again how many rows are in quarantine. */
  refresh(): void {
    this.#changes.fire(undefined);
  }

  getTreeItem(node: DataNode): TreeItem {
    return dataItem(node, Date.now());
  }

  async getChildren(node?: DataNode): Promise<DataNode[]> {
    if (this.#engine.state.kind !== "connected") return [];
    if (node === undefined) {
      const [{ datasets }, quarantines] = await Promise.all([
        this.#engine.request("data/datasets", {}),
        // What can't be read is told by the command that shows it; here it must not hide the data sets.
        this.#engine.request("quarantine/datasets", {}).catch(() => ({ datasets: [] })),
      ]);
      const waiting = new Map(quarantines.datasets.map(({ dataset, rows }) => [dataset, rows]));
      return datasets.map((dataset) => ({
        kind: "dataset",
        dataset,
        checked: this.#checks.checked.get(dataset.name),
        quarantined: waiting.get(dataset.name) ?? 0,
      }));
    }
    if (node.kind === "outcome" || node.checked === undefined) return [];
    return toldOutcomes(node.checked.report).map((outcome) => ({ kind: "outcome", outcome }));
  }

  dispose(): void {
    for (const owned of this.#owned.reverse()) owned.dispose();
  }
}

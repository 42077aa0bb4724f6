import { type Disposable, ViewColumn, type WebviewPanel, window } from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { notFound } from "../../protocol/errors.ts";
import { type ComparePageContract, comparePageContract } from "../../protocol/pageContract.ts";
import type { RunCode } from "../code/runCode.ts";
import { panelTypes } from "../ids.ts";
import { exportReport } from "./exportReport.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { runsOfState } from "./pageState.ts";
import { panelIcon } from "./panelIcon.ts";
import { reportHandlers } from "./reportHandlers.ts";

export interface ComparePanelsDeps {
  readonly page: PageDeps;
  readonly code: RunCode;
}

export interface ComparePanels extends Disposable {
  /** Shows a comparison; the open one of the same runs, if there is one. */
  open(runIds: readonly string[]): void;
  /** Adds runs to the comparison that the user looks at; false when there is none. */
  addToActive(runIds: readonly string[]): boolean;
}

/** A comparison on the screen. */
interface OpenComparison {
  readonly panel: WebviewPanel;
  runIds: readonly string[];
  page?: MountedPage;
}

/** So many runs a comparison takes. */
export const mostCompared = 50;

/** The comparisons of this window. They come back after a reload. */
export function createComparePanels(deps: ComparePanelsDeps): ComparePanels {
  const open = new Set<OpenComparison>();
  const adopt = (panel: WebviewPanel, runIds: readonly string[]): void => {
    const comparison: OpenComparison = { panel, runIds };
    comparison.page = mountComparePage(deps, comparison);
    open.add(comparison);
    panel.onDidDispose(() => {
      open.delete(comparison);
      comparison.page?.dispose();
    });
  };
  const serializer = window.registerWebviewPanelSerializer(panelTypes.compare, {
    async deserializeWebviewPanel(panel, state: unknown) {
      const runIds = runsOfState(state);
      if (runIds.length === 0) panel.dispose();
      else adopt(panel, runIds);
    },
  });
  return {
    open(runIds) {
      const same = [...open].find((comparison) => sameRuns(comparison.runIds, runIds));
      if (same !== undefined) {
        same.panel.reveal();
        return;
      }
      const panel = window.createWebviewPanel(panelTypes.compare, titleOf(runIds), ViewColumn.Active, {
        enableFindWidget: true,
      });
      panel.iconPath = panelIcon(deps.page.extensionUri, "compare");
      adopt(panel, runIds);
    },
    addToActive(runIds) {
      const active = [...open].find(({ panel }) => panel.visible);
      if (active === undefined) return false;
      active.runIds = [...new Set([...active.runIds, ...runIds])].slice(0, mostCompared);
      active.panel.title = titleOf(active.runIds);
      active.page?.reload();
      active.panel.reveal();
      return true;
    },
    dispose() {
      serializer.dispose();
      // The panels stay: the window may only be reloading.
      for (const { page } of open) page?.dispose();
    },
  };
}

const titleOf = (runIds: readonly string[]): string =>
  runIds.length === 1 ? "Compare" : `Compare ${runIds.length} runs`;

const sameRuns = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

function mountComparePage({ page, code }: ComparePanelsDeps, comparison: OpenComparison): MountedPage {
  const { engine } = page;
  const { panel } = comparison;
  const handlers: Handlers<ComparePageContract> = {
    ...reportHandlers(engine),
    "page/ready": () => ({ runIds: [...comparison.runIds], title: panel.title }),
    "runs/compare": (params, { signal }) => engine.request("runs/compare", params, signal),
    "page/diffCode": async ({ left, right }) => {
      const { runs } = await engine.request("runs/summaries", { runIds: [left, right] });
      const [first, second] = runs;
      if (first === undefined || second === undefined) throw notFound("One of these runs is not there any more.");
      await code.diff(first, second);
      return {};
    },
    "page/export": exportReport,
    "page/removeRun": ({ runId }) => {
      comparison.runIds = comparison.runIds.filter((id) => id !== runId);
      panel.title = titleOf(comparison.runIds);
      return { runIds: [...comparison.runIds] };
    },
  };
  return mountPage(page, {
    panel,
    bundle: "compare",
    folders: [],
    serve(connection) {
      const answers = answerer(comparePageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}

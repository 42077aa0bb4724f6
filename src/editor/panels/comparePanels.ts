import type { Disposable } from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type ComparePageContract, comparePageContract } from "../../protocol/pageContract.ts";
import type { RunCode } from "../code/runCode.ts";
import { exportReport } from "./exportReport.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { runsOfState } from "./pageState.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";
import { diffCode, reportHandlers } from "./reportHandlers.ts";

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

/** So many runs a comparison takes. */
export const mostCompared = 50;

/** The comparisons of this window. They come back after a reload. */
export function createComparePanels(deps: ComparePanelsDeps): ComparePanels {
  const set = createPanelSet<readonly string[]>({
    name: "compare",
    extensionUri: deps.page.extensionUri,
    title: titleOf,
    same: sameRuns,
    restore: (state) => {
      const runIds = runsOfState(state);
      return runIds.length === 0 ? undefined : runIds;
    },
    mount: (open) => mountComparePage(deps, open),
  });
  return {
    open: (runIds) => set.open(runIds),
    addToActive(runIds) {
      const active = set.panels.find(({ panel }) => panel.visible);
      if (active === undefined) return false;
      set.change(active, [...new Set([...active.shown, ...runIds])].slice(0, mostCompared));
      active.panel.reveal();
      return true;
    },
    dispose: () => set.dispose(),
  };
}

const titleOf = (runIds: readonly string[]): string =>
  runIds.length === 1 ? "Compare" : `Compare ${runIds.length} runs`;

const sameRuns = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && new Set([...a, ...b]).size === a.length;

function mountComparePage({ page, code }: ComparePanelsDeps, comparison: OpenPanel<readonly string[]>): MountedPage {
  const { engine } = page;
  const { panel } = comparison;
  const handlers: Handlers<ComparePageContract> = {
    ...reportHandlers(engine),
    "page/ready": () => ({ runIds: [...comparison.shown], title: panel.title }),
    "runs/compare": (params, { signal }) => engine.request("runs/compare", params, signal),
    "runs/repeats": (params, { signal }) => engine.request("runs/repeats", params, signal),
    "page/diffCode": diffCode(engine, code),
    "page/export": exportReport,
    "page/removeRun": ({ runId }) => {
      comparison.shown = comparison.shown.filter((id) => id !== runId);
      panel.title = titleOf(comparison.shown);
      return { runIds: [...comparison.shown] };
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

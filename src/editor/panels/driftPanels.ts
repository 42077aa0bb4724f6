import { type Disposable, Uri } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type DriftPageContract, driftPageContract } from "../../protocol/driftPageContract.ts";
import { DriftQuestion, type DriftSide } from "../../protocol/driftRequests.ts";
import { chooseOtherSide } from "../drift/chooseSides.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import { openAsTable } from "../grid/gridEditors.ts";
import { exportReport } from "./exportReport.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";
import { pageHandlers } from "./reportHandlers.ts";

export interface DriftPanels extends Disposable {
  /** Shows a comparison of data; the open one of the same, if there is one. */
  open(question: DriftQuestion): void;
}

const PageState = z.object({ question: DriftQuestion });

/** The comparisons of data in this window. They come back after a reload, and are computed anew. */
export function createDriftPanels(deps: PageDeps): DriftPanels {
  const set = createPanelSet<DriftQuestion>({
    name: "drift",
    extensionUri: deps.extensionUri,
    title: titleOf,
    same: (a, b) => JSON.stringify(a) === JSON.stringify(b),
    restore: (state) => PageState.safeParse(state).data?.question,
    mount: (open) => mountDriftPage(deps, open, (question) => set.change(open, question)),
  });
  return set;
}

const titleOf = ({ reference, current }: DriftQuestion): string =>
  `Drift: ${shorten(oneLine(nameOf(reference)), 20)} → ${shorten(oneLine(nameOf(current)), 20)}`;

function nameOf({ of, label }: DriftSide): string {
  if (label !== undefined) return label;
  if ("dataset" in of) return of.part === undefined ? of.dataset : `${of.dataset} (${of.part})`;
  return of.source.paths.join(", ");
}

function mountDriftPage(
  deps: PageDeps,
  open: OpenPanel<DriftQuestion>,
  change: (question: DriftQuestion) => void,
): MountedPage {
  const handlers: Handlers<DriftPageContract> = {
    ...pageHandlers,
    "page/ready": () => ({ question: open.shown }),
    "data/drift": (params, { signal, report }) => deps.engine.request("data/drift", params, signal, report),
    "data/driftOverTime": (params, { signal, report }) =>
      deps.engine.request("data/driftOverTime", params, signal, report),
    "data/driftBySlice": (params, { signal, report }) =>
      deps.engine.request("data/driftBySlice", params, signal, report),
    "datasets/versions": (params, { signal }) => deps.engine.request("datasets/versions", params, signal),
    "datasets/version": (params, { signal }) => deps.engine.request("datasets/version", params, signal),
    "page/chooseSide": async ({ side }) => {
      const chosen = await chooseOtherSide(deps.engine, open.shown, side);
      if (chosen !== undefined) change({ ...open.shown, [side]: chosen });
      return {};
    },
    "page/compare": ({ question }) => {
      change(question);
      return {};
    },
    "page/showRows": async (look) => {
      const [file] = look.source.paths;
      if (file !== undefined) await openAsTable(Uri.file(file), look);
      return {};
    },
    "page/export": (report) => exportReport({ ...report, name: "drift" }),
  };
  return mountPage(deps, {
    panel: open.panel,
    bundle: "drift",
    folders: [],
    serve(connection) {
      const answers = answerer(driftPageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}

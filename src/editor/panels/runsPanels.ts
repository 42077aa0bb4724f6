import type { Disposable } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type RunsPageContract, runsPageContract } from "../../protocol/runsPageContract.ts";
import type { RunsView } from "../../protocol/runsViews.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import type { ComparePanels } from "./comparePanels.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";
import { pageHandlers } from "./reportHandlers.ts";
import { deleteView, readViews, saveView } from "./runsViews.ts";

export interface RunsPanels extends Disposable {
  /** Shows the runs of an experiment as a table; the open one, if there is one. */
  open(experiment: ShownExperiment): void;
}

interface RunsPanelsDeps {
  readonly page: PageDeps;
  readonly comparisons: ComparePanels;
}

const ShownExperiment = z.object({ id: z.string().min(1), name: z.string() });
type ShownExperiment = z.infer<typeof ShownExperiment>;

const PageState = z.object({ experiment: ShownExperiment });

/** The tables of runs in this window. They come back after a reload. */
export function createRunsPanels(deps: RunsPanelsDeps): RunsPanels {
  return createPanelSet<ShownExperiment>({
    name: "runs",
    extensionUri: deps.page.extensionUri,
    title: ({ name }) => `Runs: ${shorten(oneLine(name), 30)}`,
    same: (a, b) => a.id === b.id,
    restore: (state) => PageState.safeParse(state).data?.experiment,
    mount: (open) => mountRunsPage(deps, open),
  });
}

function mountRunsPage(
  { page, comparisons }: RunsPanelsDeps,
  { panel, shown }: OpenPanel<ShownExperiment>,
): MountedPage {
  const { engine } = page;
  let tellViews = (_views: RunsView[]): void => undefined;
  const handlers: Handlers<RunsPageContract> = {
    "page/ready": () => ({ experimentId: shown.id, name: shown.name }),
    "page/openRun": pageHandlers["page/openRun"],
    "experiments/keys": (params, { signal }) => engine.request("experiments/keys", params, signal),
    "runs/table": (params, { signal }) => engine.request("runs/table", params, signal),
    "runs/groups": (params, { signal }) => engine.request("runs/groups", params, signal),
    "runs/points": (params, { signal }) => engine.request("runs/points", params, signal),
    "runs/importance": (params, { signal }) => engine.request("runs/importance", params, signal),
    "runs/constants": (params, { signal }) => engine.request("runs/constants", params, signal),
    "runs/update": (params, { signal }) => engine.request("runs/update", params, signal),
    "page/views": async () => ({ views: await readViews() }),
    "page/saveView": (view) => saveView(view),
    "page/deleteView": async ({ name }) => ({ views: await deleteView(name, (views) => tellViews(views)) }),
    "page/compare": ({ runIds }) => {
      comparisons.open(runIds);
      return {};
    },
  };
  return mountPage(page, {
    panel,
    bundle: "runs",
    folders: [],
    serve(connection) {
      const answers = answerer(runsPageContract, connection, handlers);
      tellViews = (views) => void answers.emit("viewsChanged", { views }).catch(() => undefined);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}

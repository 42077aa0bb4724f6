import { realpathSync } from "node:fs";
import { Uri, type WebviewPanel } from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { dataFolderName } from "../../protocol/engineInfo.ts";
import { type RunPageContract, runPageContract } from "../../protocol/pageContract.ts";
import type { LocateArtifact } from "../artifacts/locateArtifact.ts";
import { openArtifact } from "../artifacts/openArtifact.ts";
import { runCommand } from "../commandRunner.ts";
import { runLabel, shorten } from "../experiments/labels.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { runsOfState } from "./pageState.ts";
import { createPanelSet, type PanelSet } from "./panelSet.ts";
import { previewArtifact } from "./previewArtifact.ts";
import { openVersion, reportHandlers } from "./reportHandlers.ts";

export interface RunPanelsDeps {
  readonly page: PageDeps;
  readonly locate: LocateArtifact;
  /** Folders that artifacts may be shown from. */
  readonly artifactRoots: readonly Uri[];
}

/** Where the workspace's artifacts lie, by the folder's name and by its real path. */
export const artifactRoots = (folder: string | null): readonly Uri[] => {
  if (folder === null) return [];
  const names = new Set([folder, realpathSync(folder)]);
  return [...names].map((name) => Uri.joinPath(Uri.file(name), dataFolderName, "artifacts"));
};

/** Shows the run's page; the one that is open already, if there is one. */
export type RunPanels = PanelSet<ShownRun>;

/** A run that a page shows; after a reload its name is not known yet. */
type ShownRun = { readonly id: string; readonly name: string };

/** The run pages of this window: one panel for each run. They come back after a reload. */
export const createRunPanels = (deps: RunPanelsDeps): RunPanels =>
  createPanelSet<ShownRun>({
    name: "run",
    extensionUri: deps.page.extensionUri,
    title: titleOf,
    same: (a, b) => a.id === b.id,
    restore: (state) => {
      const [id] = runsOfState(state);
      return id === undefined ? undefined : { id, name: "" };
    },
    mount: ({ panel, shown }) => mountRunPage(deps, panel, shown.id),
  });

const titleOf = (run: ShownRun): string => shorten(runLabel(run), 40);

function mountRunPage({ page, locate, artifactRoots }: RunPanelsDeps, panel: WebviewPanel, runId: string): MountedPage {
  const { engine, log } = page;
  const address = (file: string, version: number): string | null => {
    const inside = artifactRoots.some((root) => Uri.file(file).path.startsWith(`${root.path}/`));
    return inside ? panel.webview.asWebviewUri(Uri.file(file).with({ query: `v=${version}` })).toString() : null;
  };
  const handlers: Handlers<RunPageContract> = {
    ...reportHandlers(engine),
    "page/ready": () => ({ runIds: [runId], title: panel.title }),
    "runs/get": async (params, { signal }) => {
      const detail = await engine.request("runs/get", params, signal);
      if (detail.run.id === runId) panel.title = titleOf(detail.run);
      return detail;
    },
    "runs/update": (params, { signal }) => engine.request("runs/update", params, signal),
    "artifacts/list": (params, { signal }) => engine.request("artifacts/list", params, signal),
    "page/previewArtifact": async (artifact) => previewArtifact(await locate(artifact.runId, artifact.path), address),
    "page/openArtifact": async (artifact) => {
      await openArtifact(await locate(artifact.runId, artifact.path));
      return {};
    },
    "page/compareWithWorkTree": async (run) => {
      await runCommand("tidemark.run.compareWithWorkTree", run.runId);
      return {};
    },
    "models/candidates": (params, { signal }) => engine.request("models/candidates", params, signal),
    "traces/list": (params, { signal }) => engine.request("traces/list", params, signal),
    "traces/get": (params, { signal }) => engine.request("traces/get", params, signal),
    "traces/span": (params, { signal }) => engine.request("traces/span", params, signal),
    "page/registerModel": async (run) => {
      await runCommand("tidemark.models.register", run.runId);
      return {};
    },
    "page/openVersion": openVersion,
    "datasets/ofRun": (params, { signal }) => engine.request("datasets/ofRun", params, signal),
    "page/openDataset": async ({ dataset, version }) => {
      await runCommand("tidemark.data.open", dataset, version);
      return {};
    },
    "page/restoreCode": async (run) => {
      await runCommand("tidemark.run.restoreCode", run.runId);
      return {};
    },
  };
  return mountPage(
    { extensionUri: page.extensionUri, engine, log },
    {
      panel,
      bundle: "run",
      folders: artifactRoots,
      serve(connection) {
        const answers = answerer(runPageContract, connection, handlers);
        return {
          changed: (change) => answers.emit("changed", change),
          engine: (state) => answers.emit("engine", state),
        };
      },
    },
  );
}

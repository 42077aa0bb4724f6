import { realpathSync } from "node:fs";
import { type Disposable, Uri, ViewColumn, type WebviewPanel, window } from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { dataFolderName } from "../../protocol/engineInfo.ts";
import { type RunPageContract, runPageContract } from "../../protocol/pageContract.ts";
import type { LocateArtifact } from "../artifacts/locateArtifact.ts";
import { openArtifact } from "../artifacts/openArtifact.ts";
import { runCommand } from "../commandRunner.ts";
import { runLabel, shorten } from "../experiments/labels.ts";
import { panelTypes } from "../ids.ts";
import { mountPage, type PageDeps } from "./mountPage.ts";
import { runsOfState } from "./pageState.ts";
import { panelIcon } from "./panelIcon.ts";
import { previewArtifact } from "./previewArtifact.ts";
import { reportHandlers } from "./reportHandlers.ts";

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

export interface RunPanels extends Disposable {
  /** Shows the run's page; the one that is open already, if there is one. */
  open(run: { readonly id: string; readonly name: string }, options: { readonly preserveFocus: boolean }): void;
}

/** The run pages of this window: one panel for each run. They come back after a reload. */
export function createRunPanels(deps: RunPanelsDeps): RunPanels {
  const panels = new Map<string, { readonly panel: WebviewPanel; readonly page: Disposable }>();
  const adopt = (panel: WebviewPanel, runId: string): void => {
    const page = mountRunPage(deps, panel, runId);
    panels.set(runId, { panel, page });
    panel.onDidDispose(() => {
      panels.delete(runId);
      page.dispose();
    });
  };
  const serializer = window.registerWebviewPanelSerializer(panelTypes.run, {
    async deserializeWebviewPanel(panel, state: unknown) {
      const [runId] = runsOfState(state);
      if (runId === undefined || panels.has(runId)) panel.dispose();
      else adopt(panel, runId);
    },
  });
  return {
    open(run, { preserveFocus }) {
      const known = panels.get(run.id);
      if (known !== undefined) {
        known.panel.reveal(undefined, preserveFocus);
        return;
      }
      const panel = window.createWebviewPanel(
        panelTypes.run,
        titleOf(run),
        { viewColumn: ViewColumn.Active, preserveFocus },
        {
          enableFindWidget: true,
        },
      );
      panel.iconPath = panelIcon(deps.page.extensionUri, "run");
      adopt(panel, run.id);
    },
    dispose() {
      serializer.dispose();
      // The panels stay: the window may only be reloading.
      for (const { page } of panels.values()) page.dispose();
    },
  };
}

const titleOf = (run: { readonly id: string; readonly name: string }): string => shorten(runLabel(run), 40);

function mountRunPage({ page, locate, artifactRoots }: RunPanelsDeps, panel: WebviewPanel, runId: string): Disposable {
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

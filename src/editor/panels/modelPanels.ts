import type { Disposable } from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type ModelAction, type ModelPageContract, modelPageContract } from "../../protocol/modelPageContract.ts";
import type { VersionId } from "../../protocol/modelRequests.ts";
import { openArtifact } from "../artifacts/openArtifact.ts";
import { runCommand } from "../commandRunner.ts";
import type { CommandId } from "../commands.ts";
import { shorten } from "../experiments/labels.ts";
import { locateModelFile } from "../models/modelFiles.ts";
import { versionName } from "../models/modelLabels.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { versionsOfState } from "./pageState.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";
import { openVersion, pageHandlers } from "./reportHandlers.ts";

export interface ModelPanels extends Disposable {
  /** Shows a version's page; the one that is open already, if there is one. */
  open(version: VersionId, options?: { readonly preserveFocus: boolean }): void;
  /** The pages of a model show it under its new name. */
  renamed(name: string, to: string): void;
}

/** The model pages of this window: one panel for each version. They come back after a reload. */
export function createModelPanels(deps: PageDeps): ModelPanels {
  const set = createPanelSet<VersionId>({
    name: "model",
    extensionUri: deps.extensionUri,
    title: titleOf,
    same: (a, b) => a.name === b.name && a.version === b.version,
    restore: (state) => versionsOfState(state)[0],
    mount: (open) => mountModelPage(deps, open),
  });
  return {
    open: ({ name, version }, options) => set.open({ name, version }, options),
    renamed(name, to) {
      for (const open of set.panels.filter(({ shown }) => shown.name === name)) {
        set.change(open, { name: to, version: open.shown.version });
      }
    },
    dispose: () => set.dispose(),
  };
}

const titleOf = (version: VersionId): string => shorten(versionName(version), 40);

const commandOf = {
  openRun: "tidemark.model.openRun",
  openCode: "tidemark.model.openCode",
  setAlias: "tidemark.model.setAlias",
  promote: "tidemark.model.promote",
  setStage: "tidemark.model.setStage",
  revealFiles: "tidemark.model.revealFiles",
  compareVersions: "tidemark.models.compareVersions",
} as const satisfies Record<ModelAction, CommandId>;

function mountModelPage(deps: PageDeps, open: OpenPanel<VersionId>): MountedPage {
  const { engine } = deps;
  const handlers: Handlers<ModelPageContract> = {
    "page/copy": pageHandlers["page/copy"],
    "page/ready": () => ({ versions: [open.shown] }),
    "models/version": (params, { signal }) => engine.request("models/version", params, signal),
    "models/describe": (params, { signal }) => engine.request("models/describe", params, signal),
    "metrics/setGoal": (params, { signal }) => engine.request("metrics/setGoal", params, signal),
    "page/openVersion": openVersion,
    "page/openFile": async ({ path }) => {
      await openArtifact(await locateModelFile(await engine.request("models/version", open.shown), path));
      return {};
    },
    "page/removeAlias": async ({ alias }) => {
      await runCommand("tidemark.model.removeAlias", { kind: "named", ...open.shown }, alias);
      return {};
    },
    "page/act": async ({ action }) => {
      await runCommand(commandOf[action], { kind: "named", ...open.shown });
      return {};
    },
  };
  return mountPage(deps, {
    panel: open.panel,
    bundle: "model",
    folders: [],
    serve(connection) {
      const answers = answerer(modelPageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}

import { type Disposable, env, window } from "vscode";
import { invalidParameter } from "../../protocol/errors.ts";
import type { RegisterCommands } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { RunChooser } from "../experiments/chooseRuns.ts";
import { registeringLine } from "../ids.ts";
import type { ModelChooser } from "../models/chooseModel.ts";
import { versionName } from "../models/modelLabels.ts";
import type { ModelsView } from "../models/modelsView.ts";
import { registerModel } from "../models/registerModel.ts";
import type { ModelPanels } from "../panels/modelPanels.ts";
import { mostVersionsCompared, type VersionComparePanels } from "../panels/versionComparePanels.ts";

export interface ModelsCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly view: ModelsView;
  readonly chooseRun: RunChooser;
  readonly choose: ModelChooser;
  readonly pages: ModelPanels;
  readonly comparisons: VersionComparePanels;
}

/** Registering models and looking at several versions. */
export function registerModelsCommands(deps: ModelsCommandsDeps): Disposable {
  const { register, engine, view, chooseRun, choose, pages, comparisons } = deps;
  return register("models", {
    "tidemark.models.register": async (target, selected) => {
      const run = await chooseRun.one({ target, selected }, { title: "Register a model of which run?" });
      if (run === undefined) return;
      const made = await registerModel(engine, run);
      if (made === undefined) return;
      const open = "Open";
      if ((await window.showInformationMessage(`Registered ${versionName(made)}.`, open)) === open) pages.open(made);
    },
    "tidemark.models.compareVersions": async (target, selected) => {
      const versions = await choose.versions({ target, selected }, "Compare which versions?");
      if (versions.length === 0) return;
      if (versions.length < 2) throw invalidParameter("Select two or more versions to compare.");
      if (versions.length > mostVersionsCompared) {
        throw invalidParameter(`Select at most ${mostVersionsCompared} versions; these are ${versions.length}.`);
      }
      comparisons.open(versions.map(({ name, version }) => ({ name, version })));
    },
    "tidemark.models.copyExample": async () => {
      await env.clipboard.writeText(registeringLine);
      window.setStatusBarMessage("Copied the line that registers a model", 3000);
    },
    "tidemark.models.refresh": () => view.refresh(),
    "tidemark.models.showMore": (target) => {
      if (target?.kind === "moreVersions") view.showMore(target);
    },
  });
}

import { type Disposable, window } from "vscode";
import { notFound } from "../../protocol/errors.ts";
import type { ModelVersionDetail, ModelVersionSummary } from "../../protocol/modelEntities.ts";
import { openArtifact, revealArtifact } from "../artifacts/openArtifact.ts";
import { type RegisterCommands, runCommand } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import { changeStage } from "../models/changeStage.ts";
import type { ModelChooser } from "../models/chooseModel.ts";
import { copyLoadLine } from "../models/copyLoadLine.ts";
import { deleteModel, deleteVersion } from "../models/deleteModel.ts";
import { editDescription } from "../models/editDescription.ts";
import { locateModelFile, showModelFiles } from "../models/modelFiles.ts";
import { versionName } from "../models/modelLabels.ts";
import type { ModelTarget } from "../models/modelNodes.ts";
import { modelNameProblem } from "../models/names.ts";
import { promote } from "../models/promote.ts";
import { removeAlias, setAlias } from "../models/setAlias.ts";
import type { ModelPanels } from "../panels/modelPanels.ts";

export interface ModelCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly choose: ModelChooser;
  readonly pages: ModelPanels;
}

/** What is done with one registered model or one version. */
export function registerModelCommands({ register, engine, choose, pages }: ModelCommandsDeps): Disposable {
  const detailOf = (version: ModelVersionSummary): Promise<ModelVersionDetail> =>
    engine.request("models/version", { name: version.name, version: version.version });
  /** Does something with the version that was meant, if there is one. */
  const onVersion =
    (title: string, act: (version: ModelVersionSummary) => unknown) =>
    async (target?: ModelTarget): Promise<void> => {
      const version = await choose.version({ target }, title);
      if (version !== undefined) await act(version);
    };
  const runOf = (version: ModelVersionSummary): string => {
    if (version.runId === null) throw notFound(`${versionName(version)} does not say which run it came from.`);
    return version.runId;
  };
  return register("model", {
    "tidemark.model.open": async (target, selected) => {
      const version = await choose.version({ target }, "Open which version?");
      // A click in the tree leaves the keyboard there.
      const clicked = target?.kind === "named" && selected === undefined;
      if (version !== undefined) pages.open(version, { preserveFocus: clicked });
    },
    "tidemark.model.setAlias": onVersion("Give an alias to which version?", (version) => setAlias(engine, version)),
    "tidemark.model.promote": onVersion("Promote which version?", (version) => promote(engine, version)),
    "tidemark.model.removeAlias": async (target, alias) => {
      const version = await choose.version({ target }, "Remove an alias of which version?");
      if (version === undefined) return;
      if (version.aliases.length === 0) throw notFound(`${versionName(version)} has no alias.`);
      await removeAlias(engine, version, typeof alias === "string" ? alias : undefined);
    },
    "tidemark.model.setStage": onVersion("Set the stage of which version?", (version) => changeStage(engine, version)),
    "tidemark.model.describe": async (target) => {
      const named = target?.kind === "model" || (target?.kind === "named" && target.version === undefined);
      const model = named ? await choose.model({ target }, "Describe which model?") : undefined;
      const version = named ? undefined : await choose.version({ target }, "Describe which version?");
      if (model !== undefined) await editDescription(engine, model);
      else if (version !== undefined) await editDescription(engine, await detailOf(version));
    },
    "tidemark.model.rename": async (target) => {
      const model = await choose.model({ target }, "Rename which model?");
      if (model === undefined) return;
      const to = await window.showInputBox({
        title: `Rename the model ${oneLine(model.name)}`,
        value: model.name,
        prompt: "Scripts that load it by its old name no longer find it.",
        validateInput: modelNameProblem,
      });
      if (to === undefined || to === model.name) return;
      await engine.request("models/rename", { name: model.name, to });
      pages.renamed(model.name, to);
    },
    "tidemark.model.delete": async (target) => {
      // The key means what is selected, which may be a version.
      const version = target?.kind === "selection" ? choose.selectedVersion() : undefined;
      if (version !== undefined) return deleteVersion(engine, version);
      const model = await choose.model({ target }, "Delete which model?");
      if (model !== undefined) await deleteModel(engine, model);
    },
    "tidemark.model.deleteVersion": onVersion("Delete which version?", (version) => deleteVersion(engine, version)),
    "tidemark.model.copyLoadLine": onVersion("Load which version?", async (version) =>
      copyLoadLine(await detailOf(version)),
    ),
    "tidemark.model.showFiles": onVersion("Show the files of which version?", async (version) =>
      showModelFiles(await detailOf(version)),
    ),
    "tidemark.model.revealFiles": onVersion("Reveal the files of which version?", async (version) =>
      revealArtifact(await locateModelFile(await detailOf(version), "")),
    ),
    "tidemark.model.openFile": async (target) => {
      if (target?.kind !== "modelFile") throw notFound("Select a file in the Models view first.");
      await openArtifact(await locateModelFile(await engine.request("models/version", target.of), target.path));
    },
    "tidemark.model.openRun": onVersion("Open the run of which version?", (version) =>
      runCommand("tidemark.run.open", runOf(version)),
    ),
    "tidemark.model.openCode": onVersion("Show the code of which version?", (version) =>
      runCommand("tidemark.run.compareWithWorkTree", runOf(version)),
    ),
  });
}

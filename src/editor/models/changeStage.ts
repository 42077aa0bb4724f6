import { window } from "vscode";
import { type ModelStage, type ModelVersionSummary, modelStages } from "../../protocol/modelEntities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { versionName } from "./modelLabels.ts";

const meaning: Readonly<Record<ModelStage, string>> = {
  None: "no stage",
  Staging: "being tried out",
  Production: "in use",
  Archived: "no longer in use",
};

/** Asks for a stage and gives it to the version. */
export async function changeStage(engine: EngineHost, version: ModelVersionSummary): Promise<void> {
  const items = modelStages.map((stage) => ({
    label: stage,
    description: stage === version.stage ? `${meaning[stage]} · now` : meaning[stage],
    stage,
  }));
  const options = { title: `Stage of ${versionName(version)}`, placeHolder: "Newer MLflow prefers aliases to stages" };
  const chosen = await window.showQuickPick(items, options);
  if (chosen === undefined || chosen.stage === version.stage) return;
  await engine.request("models/setStage", { name: version.name, version: version.version, stage: chosen.stage });
}

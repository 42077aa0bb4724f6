import { window } from "vscode";
import type { ModelVersionDetail, RegisteredModel } from "../../protocol/modelEntities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import { versionName } from "./modelLabels.ts";

/** Edits what is said of a model, or of one version of it. */
export async function editDescription(engine: EngineHost, of: RegisteredModel | ModelVersionDetail): Promise<void> {
  const isVersion = "version" in of;
  const edited = await window.showInputBox({
    title: `Description of ${isVersion ? versionName(of.version) : oneLine(of.name)}`,
    value: of.description.replaceAll("\n", "\\n"),
    prompt: "\\n starts a new line. The model's page has more room.",
  });
  if (edited === undefined) return;
  const description = edited.replaceAll("\\n", "\n");
  const id = isVersion ? { name: of.version.name, version: of.version.version } : { name: of.name };
  await engine.request("models/describe", { ...id, description });
}

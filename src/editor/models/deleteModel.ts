import { window } from "vscode";
import type { ModelVersionSummary, RegisteredModel } from "../../protocol/modelEntities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { count, oneLine } from "../experiments/labels.ts";
import { versionLabel, versionName } from "./modelLabels.ts";

const kept = "The files stay with the run that made them.";

/** Deletes a version once the user has said yes: this can't be undone. */
export async function deleteVersion(engine: EngineHost, version: ModelVersionSummary): Promise<void> {
  const aliases = version.aliases.length === 0 ? "" : ` Its ${aliasWords(version.aliases)} will mean nothing.`;
  const detail = `Its number is not used again.${aliases} ${kept}`;
  if (!(await confirmed(`Delete ${versionName(version)}?`, detail, "Delete version"))) return;
  await engine.request("models/deleteVersion", { name: version.name, version: version.version });
}

/** Deletes a registered model once the user has said yes: this can't be undone. */
export async function deleteModel(engine: EngineHost, model: RegisteredModel): Promise<void> {
  const aliases = model.aliases.map(({ alias, version }) => `@${alias} (${versionLabel({ version, aliases: [] })})`);
  const goes = [count(model.versions, "version"), ...aliases].join(", ");
  const detail = `With it go ${goes}, its description and tags. ${kept}`;
  if (!(await confirmed(`Delete the registered model ${oneLine(model.name)}?`, detail, "Delete model"))) return;
  await engine.request("models/delete", { name: model.name });
}

const aliasWords = (aliases: readonly string[]): string =>
  `${aliases.length === 1 ? "alias" : "aliases"} ${aliases.map((alias) => `@${alias}`).join(", ")}`;

const confirmed = async (message: string, detail: string, action: string): Promise<boolean> =>
  (await window.showWarningMessage(message, { modal: true, detail }, action)) === action;

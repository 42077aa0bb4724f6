import { window } from "vscode";
import type { ModelVersionSummary } from "../../protocol/modelEntities.ts";
import { pickOrType } from "../commands/pickOrType.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import { versionName } from "./modelLabels.ts";
import { aliasProblem } from "./names.ts";

/** Names that people give to versions; offered while a model has no such alias. */
const usual = ["champion", "challenger"];

/** Asks for an alias and gives it to the version; moving it away from another one can be undone. */
export async function setAlias(engine: EngineHost, version: ModelVersionSummary): Promise<void> {
  const alias = await askAlias(engine, version);
  if (alias === undefined) return;
  const id = { name: version.name, version: version.version };
  const { previous } = await engine.request("models/setAlias", { ...id, alias });
  if (previous === version.version) return;
  const before = previous === null ? "" : ` It was v${previous}.`;
  const undo = "Undo";
  const message = `@${alias} now means ${versionName(version)}.${before}`;
  if ((await window.showInformationMessage(message, undo)) !== undo) return;
  if (previous === null) await engine.request("models/deleteAlias", { name: id.name, alias });
  else await engine.request("models/setAlias", { name: id.name, version: previous, alias });
}

/** Undefined when the user thinks better of it. */
export async function askAlias(engine: EngineHost, version: ModelVersionSummary): Promise<string | undefined> {
  const { models } = await engine.request("models/list", {});
  const aliases = models.find(({ name }) => name === version.name)?.aliases ?? [];
  const taken = aliases.map(({ alias, version: of }) => ({
    value: alias,
    description: of === version.version ? "is this version already" : `is v${of}: moves to v${version.version}`,
  }));
  const suggested = usual
    .filter((name) => aliases.every(({ alias }) => alias !== name))
    .map((value) => ({ value, description: "new" }));
  return pickOrType({
    title: `Alias for ${versionName(version)}`,
    placeholder: `Scripts load it by models:/${oneLine(version.name)}@alias`,
    known: [...taken, ...suggested],
    offerNew: (typed) => `Make the alias ${typed}`,
    problem: aliasProblem,
  });
}

/** Takes an alias away from the version, asking which one when it has several; it can be undone. */
export async function removeAlias(engine: EngineHost, version: ModelVersionSummary, named?: string): Promise<void> {
  const { name, aliases } = version;
  const [only] = aliases;
  const alias =
    named ??
    (aliases.length <= 1
      ? only
      : await window.showQuickPick(aliases, { title: `Remove which alias of ${versionName(version)}?` }));
  if (alias === undefined) return;
  await engine.request("models/deleteAlias", { name, alias });
  const undo = "Undo";
  if ((await window.showInformationMessage(`@${alias} no longer means ${versionName(version)}.`, undo)) === undo) {
    await engine.request("models/setAlias", { name, version: version.version, alias });
  }
}

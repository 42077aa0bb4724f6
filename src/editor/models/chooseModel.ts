import { type QuickPickItem, ThemeColor, ThemeIcon, window } from "vscode";
import { TidemarkError } from "../../protocol/errors.ts";
import type { ModelVersionSummary, RegisteredModel } from "../../protocol/modelEntities.ts";
import type { Ask } from "../experiments/experimentsModel.ts";
import { oneLine } from "../experiments/labels.ts";
import { modelDescription, versionDescription, versionIcon, versionLabel } from "./modelLabels.ts";
import type { ModelTarget, ModelTreeNode } from "./modelNodes.ts";

/** What a command on models was called with. */
export interface ModelArguments {
  readonly target: ModelTarget | undefined;
  readonly selected?: readonly ModelTarget[] | undefined;
}

/** Finds out which model or version a command is about: the one it was called on, or the one picked. */
export interface ModelChooser {
  /** Undefined means that the user thought better of it. */
  model(from: ModelArguments, title: string): Promise<RegisteredModel | undefined>;
  version(from: ModelArguments, title: string): Promise<ModelVersionSummary | undefined>;
  /** The version that is selected in the view. */
  selectedVersion(): ModelVersionSummary | undefined;
  /** Several versions; asks when fewer than two were named. */
  versions(from: ModelArguments, title: string): Promise<readonly ModelVersionSummary[]>;
}

/** So many versions are offered. */
const offered = 1000;

/** `selection` is what is selected in the view: a key hands nothing over, and the palette neither. */
export function createModelChooser(ask: Ask, selection: () => readonly ModelTreeNode[]): ModelChooser {
  const models = async (): Promise<readonly RegisteredModel[]> => (await ask("models/list", {})).models;
  const byName = async (name: string): Promise<RegisteredModel> => {
    const found = (await models()).find((model) => model.name === name);
    if (found === undefined) throw new TidemarkError("notFound", `The model ${oneLine(name)} is not there any more.`);
    return found;
  };
  const versionsOf = async (name: string): Promise<readonly ModelVersionSummary[]> =>
    (await ask("models/versions", { name, limit: offered })).versions;
  const meant = ({ target }: ModelArguments): { name: string; version?: number } | undefined =>
    nameOf(target?.kind === "selection" ? selection()[0] : target);
  const chosenModel: ModelChooser["model"] = async (from, title) => {
    const named = meant(from);
    return named === undefined ? pickModel(await models(), title) : byName(named.name);
  };

  return {
    model: chosenModel,
    async version(from, title) {
      const named = meant(from);
      if (named?.version !== undefined)
        return (await ask("models/version", { ...named, version: named.version })).version;
      const model = await chosenModel(from, title);
      if (model === undefined) return undefined;
      const [chosen] = await pickVersions(await versionsOf(model.name), title, { many: false });
      return chosen;
    },
    selectedVersion() {
      const [selected] = selection();
      return selected?.kind === "version" ? selected.version : undefined;
    },
    async versions(from, title) {
      const called = from.selected ?? (from.target === undefined ? selection() : []);
      const versions = called.flatMap((node) => (node.kind === "version" ? [node.version] : []));
      if (versions.length >= 2) return versions;
      const model = await chosenModel(from, title);
      if (model === undefined) return [];
      const first = meant(from)?.version;
      return pickVersions(await versionsOf(model.name), title, {
        many: true,
        ...(first === undefined ? {} : { first }),
      });
    },
  };
}

/** The model or version that an item belongs to. */
function nameOf(target: ModelTarget | undefined): { name: string; version?: number } | undefined {
  switch (target?.kind) {
    case "named":
      return target.version === undefined ? { name: target.name } : { name: target.name, version: target.version };
    case "model":
      return { name: target.model.name };
    case "version":
      return { name: target.version.name, version: target.version.version };
    case "versionSection":
    case "modelFile":
      return target.of;
    default:
      return undefined;
  }
}

async function pickModel(models: readonly RegisteredModel[], title: string): Promise<RegisteredModel | undefined> {
  if (models.length === 0) throw new TidemarkError("notFound", "No model is registered yet.");
  const [only] = models;
  if (models.length === 1) return only;
  const items: (QuickPickItem & { model: RegisteredModel })[] = models.map((model) => ({
    label: oneLine(model.name),
    description: modelDescription(model),
    iconPath: new ThemeIcon("package"),
    model,
  }));
  return (await window.showQuickPick(items, { title, matchOnDescription: true }))?.model;
}

async function pickVersions(
  versions: readonly ModelVersionSummary[],
  title: string,
  { many, first }: { readonly many: boolean; readonly first?: number },
): Promise<readonly ModelVersionSummary[]> {
  const [only] = versions;
  if (only === undefined) throw new TidemarkError("notFound", "This model has no versions.");
  if (!many && versions.length === 1) return [only];
  const now = Date.now();
  const items: (QuickPickItem & { version: ModelVersionSummary })[] = versions.map((version, index) => {
    const { icon, color } = versionIcon(version);
    return {
      label: versionLabel(version),
      description: versionDescription(version, now),
      iconPath: new ThemeIcon(icon, new ThemeColor(color)),
      // Without one to begin with, the newest two are what is compared most.
      picked: many && (first === undefined ? index < 2 : version.version === first),
      version,
    };
  });
  const options = { title, matchOnDescription: true };
  if (many)
    return ((await window.showQuickPick(items, { ...options, canPickMany: true })) ?? []).map(({ version }) => version);
  const chosen = await window.showQuickPick(items, options);
  return chosen === undefined ? [] : [chosen.version];
}

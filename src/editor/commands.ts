import type { Uri } from "vscode";
import type { DataNode } from "./data/dataNodes.ts";
import type { RunTarget, TreeTarget } from "./experiments/nodes.ts";
import type { ModelTarget } from "./models/modelNodes.ts";

/** What a command takes; only the type matters. */
interface Command<Args extends readonly unknown[]> {
  readonly args?: Args;
}
const command = <Args extends readonly unknown[] = []>(): Command<Args> => ({});

/** What the tree hands to a command: the item it was called on and all that are selected. A key hands over neither. */
type OnTree = [target?: TreeTarget, selected?: readonly TreeTarget[]];
/** A run from anywhere: the tree, a page, another command. Without one the user is asked. */
type OnRuns = [target?: RunTarget, selected?: readonly TreeTarget[]];
/** A registered model or a version of one, from the tree, a page or another command. */
type OnModels = [target?: ModelTarget, selected?: readonly ModelTarget[]];

/** Every command of Tidemark with its arguments. package.json says the same to the editor; a test compares both. */
export const commands = {
  "tidemark.engine.start": command(),
  "tidemark.engine.restart": command(),
  "tidemark.engine.stop": command(),
  "tidemark.engine.showLog": command(),
  "tidemark.engine.showMenu": command(),
  "tidemark.engine.showAddress": command(),
  "tidemark.engine.copyEnvironment": command(),

  "tidemark.experiments.create": command(),
  "tidemark.experiments.table": command<OnTree>(),
  "tidemark.experiments.rename": command<OnTree>(),
  "tidemark.experiments.delete": command<OnTree>(),
  "tidemark.experiments.restore": command<OnTree>(),
  "tidemark.experiments.refresh": command(),

  "tidemark.runs.filter": command(),
  "tidemark.runs.clearFilter": command(),
  "tidemark.runs.sort": command(),
  "tidemark.runs.groupByStatus": command(),
  "tidemark.runs.ungroup": command(),
  "tidemark.runs.chooseStarred": command(),
  "tidemark.runs.showDeleted": command(),
  "tidemark.runs.hideDeleted": command(),
  "tidemark.runs.showMore": command<[target?: TreeTarget]>(),
  "tidemark.runs.compare": command<OnRuns>(),
  "tidemark.runs.addToComparison": command<OnRuns>(),
  "tidemark.runs.diffCode": command<OnRuns>(),

  "tidemark.run.open": command<OnRuns>(),
  "tidemark.run.rename": command<OnRuns>(),
  "tidemark.run.editTags": command<OnRuns>(),
  "tidemark.run.editNote": command<OnRuns>(),
  "tidemark.run.star": command<OnRuns>(),
  "tidemark.run.unstar": command<OnRuns>(),
  "tidemark.run.delete": command<OnRuns>(),
  "tidemark.run.restore": command<OnRuns>(),
  "tidemark.run.copyId": command<OnRuns>(),
  "tidemark.run.repeatInTerminal": command<OnRuns>(),
  "tidemark.run.compareWithWorkTree": command<OnRuns>(),
  "tidemark.run.restoreCode": command<OnRuns>(),

  "tidemark.artifacts.open": command<[target?: TreeTarget]>(),
  "tidemark.artifacts.reveal": command<[target?: TreeTarget]>(),

  "tidemark.models.register": command<OnRuns>(),
  "tidemark.models.compareVersions": command<OnModels>(),
  "tidemark.models.copyExample": command(),
  "tidemark.models.refresh": command(),
  "tidemark.models.showMore": command<[target?: ModelTarget]>(),

  "tidemark.model.open": command<OnModels>(),
  "tidemark.model.setAlias": command<OnModels>(),
  "tidemark.model.promote": command<OnModels>(),
  /** The alias is asked for when the version has several and none is named. */
  "tidemark.model.removeAlias": command<[target?: ModelTarget, alias?: unknown]>(),
  "tidemark.model.setStage": command<OnModels>(),
  "tidemark.model.describe": command<OnModels>(),
  "tidemark.model.rename": command<OnModels>(),
  "tidemark.model.delete": command<OnModels>(),
  "tidemark.model.deleteVersion": command<OnModels>(),
  "tidemark.model.copyLoadLine": command<OnModels>(),
  "tidemark.model.showFiles": command<OnModels>(),
  "tidemark.model.revealFiles": command<OnModels>(),
  "tidemark.model.openFile": command<OnModels>(),
  "tidemark.model.openRun": command<OnModels>(),
  "tidemark.model.openCode": command<OnModels>(),

  "tidemark.import.start": command(),

  /** Files from the explorer: the first is what the second is compared with. What is missing is asked for. */
  "tidemark.drift.compare": command<[file?: Uri, selected?: readonly Uri[]]>(),
  /** A file from the explorer; without one, all declared data. */
  "tidemark.data.check": command<[target?: Uri | DataNode]>(),
  "tidemark.data.infer": command<[file?: Uri]>(),
  "tidemark.data.openDeclaration": command<[target?: DataNode]>(),
  /** What a data set was made from and what was made from it; without one, all there is. */
  /** Of the item's data set; without one, of the only one with rows in quarantine, or one that is chosen. */
  "tidemark.data.showQuarantine": command<[target?: DataNode]>(),
  "tidemark.data.lineage": command<[target?: DataNode]>(),
  /** A data set by its node or name, at a version's number; asked for when left out. */
  /** At a version, or at the rows that fail a check. */
  "tidemark.data.open": command<[target?: DataNode | string, version?: number, check?: string]>(),
  /** A file from the explorer; else the one in the active editor, else one that is asked for. */
  /** At a row, counted from 1. */
  "tidemark.grid.open": command<[file?: Uri, row?: unknown]>(),
  "tidemark.features.build": command(),
  "tidemark.grid.profile": command<[file?: Uri]>(),
  /** Of an ONNX file; else one that tidemark.yaml declares, or that is put together step by step. */
  "tidemark.evaluations.evaluate": command<[file?: Uri]>(),

  /** A file from the explorer; else the one in the active editor, else one that is asked for. */
  "tidemark.onnx.benchmark": command<[file?: Uri]>(),
  "tidemark.onnx.optimise": command<[file?: Uri]>(),

  "tidemark.push.runs": command<OnRuns>(),
  "tidemark.push.experiment": command<OnTree>(),
  "tidemark.push.model": command<OnModels>(),
  "tidemark.sync.start": command<OnTree>(),
  "tidemark.sync.stop": command<OnTree>(),
  "tidemark.sync.show": command(),

  "tidemark.terminal.open": command(),
  "tidemark.terminal.chooseAddress": command(),

  "tidemark.help.openSettings": command(),
  "tidemark.help.openWalkthrough": command(),
  "tidemark.help.copySnippet": command(),
} as const;

export type CommandId = keyof typeof commands;
export type CommandArgs<K extends CommandId> = NonNullable<(typeof commands)[K]["args"]>;

/** All commands of an area: leaving one out does not compile. */
export type CommandsOf<Area extends string> = {
  readonly [K in CommandId as K extends `tidemark.${Area}.${string}` ? K : never]: (...args: CommandArgs<K>) => unknown;
};

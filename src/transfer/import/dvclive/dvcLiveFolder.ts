import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type FileBelow, type FilesBelow, filesBelow } from "../files/filesBelow.ts";
import { folders } from "../files/folders.ts";
import { type StampedFile, stamped } from "../files/stamps.ts";

/** A folder that DVCLive writes to, which is one run. */
export interface DvcLiveFolder {
  readonly path: string;
  /** Below the place that was given, with `/`, without DVCLive's usual name at its end. */
  readonly name: string;
}

/** What a run's folder holds. */
export interface DvcLiveFiles {
  /** Tables of a metric's history; `name` is the metric's. */
  readonly histories: readonly { readonly name: string; readonly file: StampedFile }[];
  readonly summary: StampedFile | undefined;
  readonly params: StampedFile | undefined;
  readonly others: readonly FileBelow[];
  readonly left: FilesBelow["left"];
}

const usualName = "dvclive";
const pipelineFile = "dvc.yaml";
const historyFolder = "plots/metrics/";

/**
 * Whether DVCLive wrote to the folder: it holds histories, or is called as usual and holds the latest values.
 * A DVC project has `metrics.json` and `params.yaml` of its own.
 */
export async function isDvcLiveFolder(path: string, files: readonly string[]): Promise<boolean> {
  if (!files.includes("metrics.json")) return false;
  if (basename(path) === usualName) return true;
  const histories = await stat(join(path, historyFolder)).catch(() => undefined);
  return histories?.isDirectory() ?? false;
}

export async function* dvcLiveFolders(place: string): AsyncGenerator<DvcLiveFolder> {
  for await (const { path, name, files } of folders(place)) {
    if (await isDvcLiveFolder(path, files)) yield { path, name: shown(path, name) };
  }
}

function shown(path: string, name: string): string {
  if (basename(path) !== usualName) return name === "" ? basename(path) : name;
  const above = name.slice(0, -usualName.length).replace(/\/$/, "");
  return above === "" ? basename(dirname(path)) : above;
}

export async function filesOf(folder: DvcLiveFolder): Promise<DvcLiveFiles> {
  const { files, left } = await filesBelow(folder.path);
  const isHistory = ({ name }: FileBelow): boolean => name.startsWith(historyFolder) && name.endsWith(".tsv");
  const summary = files.find(({ name }) => name === "metrics.json");
  const params = files.find(({ name }) => name === "params.yaml");
  const others = files.filter((file) => !isHistory(file) && file !== summary && file !== params);
  // DVCLive writes it into the folder that it is used in, where other runs may share it.
  const [pipeline] = await stamped([join(dirname(folder.path), pipelineFile)]);
  const isOwn = pipeline === undefined || files.some(({ name }) => name === pipelineFile);
  return {
    histories: files
      .filter(isHistory)
      .map((file) => ({ name: file.name.slice(historyFolder.length, -".tsv".length), file })),
    summary,
    params,
    others: isOwn ? others : [...others, { ...pipeline, name: pipelineFile }],
    left,
  };
}

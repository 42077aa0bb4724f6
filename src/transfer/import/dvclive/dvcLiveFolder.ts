import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
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
  /** All others, by their path in the folder. */
  readonly others: readonly { readonly path: string; readonly file: StampedFile }[];
}

const usualName = "dvclive";
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
  const found: { readonly path: string; readonly file: StampedFile }[] = [];
  for await (const { path: at, name, files } of folders(folder.path)) {
    for (const file of await stamped(files.map((each) => join(at, each)))) {
      found.push({ path: name === "" ? basename(file.path) : `${name}/${basename(file.path)}`, file });
    }
  }
  const isHistory = (path: string): boolean => path.startsWith(historyFolder) && path.endsWith(".tsv");
  // DVCLive writes it into the folder that it is used in, where other runs may share it.
  const [pipeline] = await stamped([join(dirname(folder.path), "dvc.yaml")]);
  return {
    histories: found
      .filter(({ path }) => isHistory(path))
      .map(({ path, file }) => ({ name: path.slice(historyFolder.length, -".tsv".length), file })),
    summary: found.find(({ path }) => path === "metrics.json")?.file,
    params: found.find(({ path }) => path === "params.yaml")?.file,
    others: [
      ...found.filter(({ path }) => !isHistory(path) && path !== "metrics.json" && path !== "params.yaml"),
      ...(pipeline === undefined || found.some(({ path }) => path === "dvc.yaml")
        ? []
        : [{ path: "dvc.yaml", file: pipeline }]),
    ],
  };
}

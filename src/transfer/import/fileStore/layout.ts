import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Folders of an experiment that are no runs. */
const others = new Set(["tags", "datasets", "models", "traces", "assessments"]);

/** Names of the folders in a folder, sorted; none when it is not there. */
export async function foldersIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []); // Not there, or not ours to read.
  const names: string[] = [];
  for (const entry of entries) {
    const isFolder = entry.isDirectory() || (entry.isSymbolicLink() && (await isDirectory(join(folder, entry.name))));
    if (isFolder && !entry.name.startsWith(".")) names.push(entry.name);
  }
  return names.sort();
}

const isDirectory = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined); // A link to nothing.
  return found?.isDirectory() === true;
};

export interface ExperimentFolder {
  readonly path: string;
  /** MLflow's id. */
  readonly id: string;
  readonly deleted: boolean;
}

/** The experiments of an MLflow folder, deleted ones last. */
export async function experimentFolders(root: string): Promise<readonly ExperimentFolder[]> {
  const trash = join(root, ".trash");
  const ids = async (folder: string): Promise<readonly string[]> =>
    (await foldersIn(folder)).filter((name) => name !== "models");
  return [
    ...(await ids(root)).map((id) => ({ path: join(root, id), id, deleted: false })),
    ...(await ids(trash)).map((id) => ({ path: join(trash, id), id, deleted: true })),
  ];
}

/** Names of an experiment's run folders. */
export const runFolders = async (experiment: string): Promise<readonly string[]> =>
  (await foldersIn(experiment)).filter((name) => !others.has(name));

import { isAbsolute, join, relative, sep } from "node:path";
import type { Dataset } from "../../config/config.ts";
import { dataFolderName } from "../../protocol/engineInfo.ts";
import { invalidParameter } from "../../protocol/errors.ts";

/** A data set's name as that of a folder, and back. */
const folderName = (dataset: string): string =>
  encodeURIComponent(dataset).replaceAll(".", "%2E").replaceAll("*", "%2A");
export const datasetOf = (folder: string): string => decodeURIComponent(folder);

/** Where journals are, a folder for each data set. */
export const journalRoot = (workspace: string): string => join(workspace, dataFolderName, "ingest");
export const journalFolder = (workspace: string, dataset: string): string =>
  join(journalRoot(workspace), folderName(dataset));

/** Where quarantines are, a folder for each data set. */
export const quarantineRoot = (workspace: string): string => join(workspace, dataFolderName, "quarantine");
export const quarantineFolder = (workspace: string, dataset: string): string =>
  join(quarantineRoot(workspace), folderName(dataset));

/**
 * Where a data set's rows go, from the workspace's folder: into the folder that its source names, itself or as the beginning of a
 * glob of Parquet files, or else below `.tidemark/data`.
 * @throws TidemarkError `invalidParameter` when that lies outside the workspace
 */
export function rowsFolder(workspace: string, { name, source }: Dataset): string {
  const [path = "", another] = source.paths;
  const usual = join(dataFolderName, "data", folderName(name));
  const isParquet = source.format === undefined || source.format === "parquet";
  if (another !== undefined || !isParquet || path.includes("://")) return usual;
  const parts = path.split(/[/\\]/);
  const last = parts.at(-1) ?? "";
  const wild = parts.findIndex((part) => /[*?[{]/.test(part));
  if (wild === -1 ? last.includes(".") && last !== "." && last !== ".." : !last.endsWith(".parquet")) return usual;
  const named = wild === -1 ? path : parts.slice(0, wild).join(sep);
  const folder = relative(workspace, isAbsolute(named) ? named : join(workspace, named));
  if (folder === ".." || folder.startsWith(`..${sep}`) || isAbsolute(folder)) {
    throw invalidParameter(`${path} lies outside the workspace: rows are taken into folders within it.`);
  }
  return folder === "" ? usual : folder;
}

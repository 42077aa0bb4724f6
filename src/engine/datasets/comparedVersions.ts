import { stat } from "node:fs/promises";
import type { DataFile } from "../../protocol/checkEntities.ts";
import type { DriftSideFacts } from "../../protocol/driftEntities.ts";
import type { DriftSide } from "../../protocol/driftRequests.ts";
import type { DataVersionRow } from "../../store/dataVersionTable.ts";
import type { Tables } from "../../store/tables.ts";

/** Hashes the content of files; null when they change at the moment. */
export type HashFiles = (files: DataFile[]) => Promise<string | null>;

/**
 * The versions that hold what a side of a comparison read: its data set's where it has one, else any. Files are hashed only
 * where a version has as many bytes.
 */
export async function versionsOfSide(
  { dataVersions }: Tables,
  { of }: DriftSide,
  { files: paths }: DriftSideFacts,
  hashOf: HashFiles,
): Promise<readonly DataVersionRow[]> {
  const files = await localFiles(paths);
  if (files === null) return [];
  const bytes = files.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const alike = dataVersions.bySize(bytes);
  if (alike.length === 0) return [];
  const hash = await hashOf(files);
  const found = alike.filter((version) => version.hash === hash);
  const set = "dataset" in of ? dataVersions.setByName(of.dataset) : undefined;
  const own = found.filter((version) => version.data_set === set?.id);
  return own.length > 0 ? own : found;
}

/** Null where one of them is no file of this machine any more. */
async function localFiles(paths: readonly string[]): Promise<DataFile[] | null> {
  const files: DataFile[] = [];
  for (const path of paths) {
    const found = await stat(path).catch(() => undefined);
    if (found === undefined) return null;
    files.push({ path, size: found.size, modified: found.mtimeMs });
  }
  return files.length === 0 ? null : files;
}

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DataSource } from "../../protocol/dataEntities.ts";
import { dataFolderName } from "../../protocol/engineInfo.ts";

/** The folder with the copy of a content's files. */
export const keptFolder = (workspace: string, hash: string): string =>
  join(workspace, dataFolderName, "versions", hash);

/** How to read the copy of a version's files; null when none is kept. @param source how the data set is read now */
export async function keptSource(workspace: string, source: DataSource, hash: string): Promise<DataSource | null> {
  const folder = keptFolder(workspace, hash);
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  const [first, another] = entries;
  if (first === undefined) return null;
  return { ...source, paths: [another === undefined && first.isFile() ? join(folder, first.name) : folder] };
}

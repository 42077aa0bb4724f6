import { realpath } from "node:fs/promises";
import { isAbsolute, join, relative } from "node:path";
import { notFound, TidemarkError } from "../../protocol/errors.ts";

/** Finds the file behind an artifact's path; an empty path is the run's artifact folder. */
export type LocateArtifact = (runId: string, path: string) => Promise<string>;

/** The file for a path in a run's artifact folder. Neither `..` nor a symbolic link leads out of it. */
export async function fileInFolder(folder: string | null, path: string): Promise<string> {
  if (folder === null) throw notFound("This run keeps its artifacts elsewhere, not on this machine.");
  const file = join(folder, path);
  let found: readonly [string, string];
  try {
    found = [await realpath(folder), await realpath(file)];
  } catch (cause) {
    throw new TidemarkError("notFound", `${path === "" ? "The artifact folder" : path} is not there any more.`, {
      cause,
    });
  }
  const inside = relative(...found);
  if (/^\.\.([\\/]|$)/.test(inside) || isAbsolute(inside)) {
    throw new TidemarkError("permissionDenied", `${path} lies outside of the run's artifacts.`);
  }
  return file;
}

/** Finds artifacts by their run's folder. */
export const createLocateArtifact =
  (folderOf: (runId: string) => Promise<string | null>): LocateArtifact =>
  async (runId, path) =>
    fileInFolder(await folderOf(runId), path);

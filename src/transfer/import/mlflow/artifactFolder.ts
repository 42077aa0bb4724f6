import { stat } from "node:fs/promises";
import { isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { pathOfUri } from "../../../tracking/artifactPath.ts";

/** Where artifacts are that an address means: a folder of this computer, perhaps one that is not there, or somewhere else. */
export type ArtifactFolder = { readonly folder: string; readonly exists: boolean } | { readonly elsewhere: string };

/**
 * Finds the folder of an MLflow artifact address.
 * @param beside where the records lie: relative paths count from there, and `mlartifacts`, in which a server keeps files
 * @param own the folder where artifacts are by default, for records that were moved
 */
export async function artifactFolder(uri: string, beside: string, own?: string): Promise<ArtifactFolder> {
  const named = folderOf(uri, beside);
  for (const folder of [named, own]) {
    if (folder !== undefined && (await isFolder(folder))) return { folder, exists: true };
  }
  if (named !== undefined) return { folder: named, exists: false };
  return { elsewhere: `the artifacts are at ${uri}, which can't be read from here` };
}

function folderOf(uri: string, beside: string): string | undefined {
  if (/^file:/i.test(uri)) {
    // MLflow writes `file:relative/path`, too.
    const path = /^file:\/\//i.test(uri) ? safeFileUrl(uri) : decodeURI(uri.slice("file:".length));
    return path === undefined || isAbsolute(path) ? path : resolve(beside, path);
  }
  const served = pathOfUri(uri);
  if (served !== undefined) return join(beside, "mlartifacts", served);
  if (/^[a-z][a-z0-9+.-]+:/i.test(uri) || uri === "") return undefined;
  return resolve(beside, uri);
}

function safeFileUrl(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined; // Another computer's, or with a slash that was encoded.
  }
}

const isFolder = async (path: string): Promise<boolean> => {
  const found = await stat(path).catch(() => undefined); // Not there.
  return found?.isDirectory() === true;
};

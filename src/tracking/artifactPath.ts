import { isAbsolute, join, sep } from "node:path";
import { invalidParameter, TidemarkError } from "../protocol/errors.ts";

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a path
const forbidden = /[\u0000-\u001f\u007f\\#]/;

/**
 * The file that an artifact path means below `root`, by its spelling alone.
 * @throws TidemarkError `invalidParameter` when the path is absolute, leads upwards, or holds what no path should
 */
export function artifactFile(root: string, path: string): string {
  const trimmed = path.replace(/\/+$/, "");
  if (trimmed === "") return root;
  const segments = trimmed.split("/");
  const wrong =
    forbidden.test(trimmed) ||
    isAbsolute(trimmed) ||
    /^[A-Za-z]:/.test(trimmed) ||
    segments.some((segment) => segment === "" || segment === "." || segment === "..");
  if (wrong) throw invalidParameter(`Invalid path: ${JSON.stringify(path)}`, { path });
  return join(root, ...segments);
}

/** Whether `file` is `folder` or in it, both as the file system resolves them. */
export const isInside = (folder: string, file: string): boolean => file === folder || file.startsWith(folder + sep);

/** The run whose artifacts a path belongs to: `<experiment>/<run>/artifacts/…`. */
export function runOfArtifact(path: string): string | undefined {
  const [, run, folder] = path.split("/");
  return folder === "artifacts" ? run : undefined;
}

/** The path below the artifact root that an artifact address means; undefined when it is not one of ours. */
export function pathOfUri(uri: string): string | undefined {
  return /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*)$/.exec(uri)?.[1]?.replace(/\/+$/, "");
}

/**
 * The folder below `root` that an artifact address means. Null for artifacts that are kept elsewhere, or where a
 * made-up location would lead out of our folder.
 */
export function localFolder(root: string, uri: string): string | null {
  const path = pathOfUri(uri);
  if (path === undefined) return null;
  try {
    return artifactFile(root, path);
  } catch (error) {
    if (error instanceof TidemarkError) return null;
    throw error;
  }
}

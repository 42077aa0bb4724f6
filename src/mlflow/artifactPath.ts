import { invalidParameter } from "../protocol/errors.ts";
import { percentDecoded } from "../protocol/percentDecoded.ts";

/** How often a path may still change when it is decoded; nobody encodes a name more often by accident. */
const decodings = 10;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be in a path
const forbiddenSigns = /[\u0000-\u001f\u007f\\#]/;

/**
 * A path below the artifact root, checked as MLflow does: relative, without `..`, `#`, backslash or control
 * characters, also when someone decodes it again. The path itself is taken as it was sent, so that a file
 * may be called `100%25.txt`.
 */
export function artifactPath(path: string): string {
  let form = path;
  for (let round = 0; round < decodings; round += 1) {
    if (leavesItsFolder(form)) throw invalidParameter("Invalid path");
    const decoded = percentDecoded(form);
    if (decoded === form) return path.replace(/\/+$/, "");
    form = decoded;
  }
  throw invalidParameter("Invalid path");
}

const leavesItsFolder = (path: string): boolean =>
  path.startsWith("/") ||
  /^[A-Za-z]:/.test(path) ||
  forbiddenSigns.test(path) ||
  path.split("/").some((segment) => segment === ".." || segment === ".");

/**
 * Where an artifact address of ours (`mlflow-artifacts:/1/<run>/artifacts`) lies below the artifact root;
 * undefined when the artifacts are kept elsewhere (`s3://…`).
 */
export function rootedPath(uri: string): string | undefined {
  const match = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(.*)$/.exec(uri);
  return match?.[1]?.replace(/\/+$/, "");
}

/** The last part of a path. */
export const baseName = (path: string): string => path.slice(path.lastIndexOf("/") + 1);

import { lstat, realpath, stat } from "node:fs/promises";
import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

/**
 * The top folder of the repository whose code a script is; null outside of any.
 * A script inside the workspace belongs to the repository around it, which may be a submodule. One outside of it is as
 * likely a tool (a notebook kernel, a test runner), so the workspace's own repository goes first.
 */
export async function findRepository(workspace: string, sourceName: string | null): Promise<string | null> {
  const top = await realpath(workspace);
  const script = sourceName === null ? null : await folderOf(resolve(top, sourceName));
  if (script === null) return repositoryAround(top);
  if (isInside(top, script)) return repositoryAround(script);
  return (await repositoryAround(top)) ?? (await repositoryAround(script));
}

/** The nearest folder, from `folder` upwards, that holds a `.git`. */
async function repositoryAround(folder: string): Promise<string | null> {
  for (let here = folder; ; here = dirname(here)) {
    if (await exists(resolve(here, ".git"))) return here;
    if (here === dirname(here)) return null;
  }
}

/** Null when nothing is there: a source's name may be a module, or a notebook elsewhere. */
async function folderOf(file: string): Promise<string | null> {
  try {
    const real = await realpath(file);
    return (await stat(real)).isDirectory() ? real : dirname(real);
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await lstat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

const unreachable = new Set(["ENOENT", "ENOTDIR", "EACCES", "ELOOP", "ENAMETOOLONG", "ERR_INVALID_ARG_VALUE"]);

const isMissing = (error: unknown): boolean =>
  error instanceof Error && "code" in error && typeof error.code === "string" && unreachable.has(error.code);

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way === "" || (way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way));
}

import { constants } from "node:fs";
import { copyFile, mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative, sep } from "node:path";
import { createContentHasher } from "./contentHash.ts";
import { unfinishedFolder } from "./unfinishedCopies.ts";

/**
 * Copies files into a new folder, as they lie below the folder that they share; one that is there already is left alone.
 * Where the file system can, copies share their blocks with the originals until these change.
 * @returns whether the folder holds content of that hash; when a file has changed by now it is not made
 */
export async function keepContent(files: readonly string[], hash: string, folder: string): Promise<boolean> {
  if (await exists(folder)) return true;
  const unfinished = unfinishedFolder(folder);
  try {
    const copies: string[] = [];
    for (const [at, path] of keptPaths(files).entries()) {
      const copy = join(unfinished, path);
      await mkdir(dirname(copy), { recursive: true, mode: 0o700 });
      await copyFile(files[at] ?? "", copy, constants.COPYFILE_FICLONE);
      copies.push(copy);
    }
    if ((await createContentHasher().hash(copies)) !== hash) return false;
    await rename(unfinished, folder);
    return true;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

/** Where each file lies in a folder of copies, in the same order. */
export function keptPaths(files: readonly string[]): readonly string[] {
  const [first] = files;
  if (first === undefined) return [];
  if (files.length === 1) return [basename(first)];
  let shared = dirname(first);
  while (!files.every((file) => isBelow(shared, file)) && dirname(shared) !== shared) shared = dirname(shared);
  return files.map((file) => relative(shared, file));
}

const isBelow = (folder: string, file: string): boolean => {
  const path = relative(folder, file);
  return path !== "" && path.split(sep)[0] !== "..";
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

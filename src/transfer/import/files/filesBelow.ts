import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";

export interface FileBelow {
  readonly path: string;
  /** Below the folder, with `/`. */
  readonly name: string;
  readonly size: number;
  /** Milliseconds since 1970 UTC. */
  readonly modified: number;
}

export interface FilesBelow {
  /** By name. */
  readonly files: readonly FileBelow[];
  /** What was left out, by name: links that lead out of the folder or in a circle, and what can't be read. */
  readonly left: readonly { readonly name: string; readonly reason: string }[];
}

/** All files in a folder and its folders, whatever they are called. A folder that is not there has none. */
export async function filesBelow(folder: string): Promise<FilesBelow> {
  const files: FileBelow[] = [];
  const left: { name: string; reason: string }[] = [];
  const root = await realpath(folder).catch(() => undefined); // Not there.
  if (root === undefined) return { files, left };

  const visit = async (path: string, name: string, above: readonly string[]): Promise<void> => {
    for (const entry of (await readdir(path, { withFileTypes: true })).sort(byName)) {
      const below = name === "" ? entry.name : `${name}/${entry.name}`;
      try {
        await visitEntry(join(path, entry.name), below, entry, above);
      } catch (error) {
        left.push({ name: below, reason: `it can't be read: ${error instanceof Error ? error.message : error}` });
      }
    }
  };
  const visitEntry = async (path: string, name: string, entry: Dirent, above: readonly string[]): Promise<void> => {
    const real = entry.isSymbolicLink() ? await realpath(path) : path;
    if (entry.isSymbolicLink() && !real.startsWith(root + sep)) {
      left.push({ name, reason: "it is a link that leads out of its folder" });
      return;
    }
    const found = entry.isDirectory() ? undefined : await stat(path);
    if (found?.isFile()) files.push({ path, name, size: found.size, modified: Math.round(found.mtimeMs) });
    else if (found !== undefined && !found.isDirectory()) left.push({ name, reason: "it is no file" });
    else if (above.includes(real)) left.push({ name, reason: "it is a link to a folder that it lies in" });
    else await visit(path, name, [...above, real]);
  };
  await visit(root, "", [root]);
  return { files, left };
}

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : 1);

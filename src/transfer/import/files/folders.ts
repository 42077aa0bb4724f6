import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { join } from "node:path";

export interface Folder {
  readonly path: string;
  /** Below the folder that was given, with `/`; empty for that folder itself. */
  readonly name: string;
  /** Names of its files, sorted. */
  readonly files: readonly string[];
}

/** What never holds records, and often very many files. */
const ignored = new Set([".git", ".dvc", ".tidemark", ".venv", "node_modules", "__pycache__"]);

/** The folder and those below it, parents first, by name. Links are followed; what was seen before, or can't be read, is left out. */
export async function* folders(root: string): AsyncGenerator<Folder> {
  const seen = new Set<string>();
  const waiting = [{ path: root, name: "" }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { path, name } = next;
    const entries = await entriesOf(path, seen);
    const files: string[] = [];
    const below: string[] = [];
    const linked: string[] = [];
    for (const entry of entries) {
      const kind = await kindOf(path, entry);
      if (kind === "file") files.push(entry.name);
      else if (kind === "folder" && !ignored.has(entry.name))
        (entry.isSymbolicLink() ? linked : below).push(entry.name);
    }
    yield { path, name, files: files.sort() };
    // Links last, so that what is also there itself is found under its own name.
    for (const each of [...below.sort(), ...linked.sort()].reverse()) {
      waiting.push({ path: join(path, each), name: name === "" ? each : `${name}/${each}` });
    }
  }
}

/** Whether one of the first folders below is as asked: looks no further than a moment. */
export async function someFolder(root: string, is: (folder: Folder) => boolean | Promise<boolean>): Promise<boolean> {
  let looked = 0;
  for await (const folder of folders(root)) {
    if (await is(folder)) return true;
    if (++looked === 1000) return false;
  }
  return false;
}

async function entriesOf(path: string, seen: Set<string>): Promise<readonly Dirent[]> {
  try {
    const real = await realpath(path);
    if (seen.has(real)) return [];
    seen.add(real);
    return await readdir(path, { withFileTypes: true });
  } catch {
    return []; // Not a folder, gone since, or not ours to read.
  }
}

async function kindOf(folder: string, entry: Dirent): Promise<"file" | "folder" | undefined> {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  if (!entry.isSymbolicLink()) return undefined;
  const target = await stat(join(folder, entry.name)).catch(() => undefined);
  return target?.isFile() ? "file" : target?.isDirectory() ? "folder" : undefined;
}

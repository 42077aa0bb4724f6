import { access, constants, copyFile, lstat, mkdtemp, rm, stat, utimes } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { dataFolderName } from "../protocol/engineInfo.ts";
import { gitIn } from "./git.ts";
import { type Candidate, type Skipped, type SnapshotLimits, selectFiles } from "./selectFiles.ts";
import { parseStatus, type Status, type StatusEntry } from "./statusOutput.ts";

/** A work tree as it is now. */
export interface WorkTree {
  readonly status: Status;
  /** Id of a tree object that holds every file but those skipped; null when nothing differs from the last commit. */
  readonly tree: string | null;
  readonly skipped: readonly Skipped[];
}

const statusCommand = [
  "status",
  "--porcelain=v2",
  "--branch",
  "-z",
  "--no-renames",
  "--no-ahead-behind",
  "--untracked-files=all",
  "--ignore-submodules=none",
];

/**
 * Writes the work tree of `repository` as a tree object, uncommitted and untracked files included.
 * It works on a copy of the user's index, whose knowledge of unchanged files saves reading them; the index itself,
 * the work tree and every reference stay as they are.
 */
export async function captureWorkTree(
  repository: string,
  limits: SnapshotLimits,
  signal: AbortSignal,
): Promise<WorkTree> {
  const folder = await mkdtemp(join(tmpdir(), "tidemark-index-"));
  try {
    const index = join(folder, "index");
    const own = (await gitIn(repository, { signal }).run(["rev-parse", "--git-path", "index"])).replace(/\n$/, "");
    await copyIndex(resolve(repository, own), index);
    const git = gitIn(repository, { signal, variables: { GIT_INDEX_FILE: index } });
    const found = parseStatus(await git.run(statusCommand));
    const status = { ...found, entries: found.entries.filter(({ path }) => !isOurs(path)) };
    if (status.entries.length === 0) return { status, tree: null, skipped: [] };

    const unstaged = status.entries.filter((entry) => entry.unstaged);
    const { paths, skipped } = selectFiles(await inspect(repository, unstaged, signal), limits);
    if (paths.length > 0) {
      const update = ["update-index", "--add", "--remove", "--replace", "-z", "--stdin"];
      await git.run(update, paths.map((path) => `${path}\0`).join(""));
    }
    return { status, tree: (await git.run(["write-tree"])).trim(), skipped };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function copyIndex(from: string, to: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(from);
    await copyFile(from, to);
    // Git reads again what changed since the index was written, even where size and time look alike.
    const second = Math.floor(mtimeMs / 1_000);
    await utimes(to, second, second);
  } catch (error) {
    // Nothing was ever added in this repository: git takes a missing index for an empty one.
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
}

/** Tidemark's own data never belongs to the code, even where somebody made git track it. */
const isOurs = (path: string): boolean => path.split("/").includes(dataFolderName);

/** So many files are looked at together. */
const together = 64;

async function inspect(
  repository: string,
  entries: readonly StatusEntry[],
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = [];
  for (let start = 0; start < entries.length; start += together) {
    signal.throwIfAborted();
    const some = entries.slice(start, start + together);
    candidates.push(...(await Promise.all(some.map((entry) => inspectOne(repository, entry)))));
  }
  return candidates;
}

async function inspectOne(repository: string, entry: StatusEntry): Promise<Candidate> {
  const path = join(repository, entry.path);
  try {
    const file = await lstat(path);
    if (file.isFile()) await access(path, constants.R_OK);
    return { entry, size: file.isFile() ? file.size : 0, readable: true };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR") return { entry, size: 0, readable: true };
    if (code === "EACCES" || code === "EPERM") return { entry, size: 0, readable: false };
    throw error;
  }
}

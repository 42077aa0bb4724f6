import type { CodeState } from "../protocol/entities.ts";
import type { StatusEntry } from "./statusOutput.ts";

export type Skipped = CodeState["skipped"][number];

/** What a snapshot may hold, in bytes: code, not data. */
export interface SnapshotLimits {
  readonly file: number;
  /** All files together that differ from the last commit. */
  readonly total: number;
}

export const snapshotLimits: SnapshotLimits = { file: 10_000_000, total: 200_000_000 };

/** A changed file as it was found in the work tree. */
export interface Candidate {
  readonly entry: StatusEntry;
  readonly size: number;
  /** Missing files are taken in too: as deleted. */
  readonly readable: boolean;
}

/** Divides changed files into those that a snapshot takes in and those that it leaves out, each with its reason. */
export function selectFiles(
  candidates: readonly Candidate[],
  limits: SnapshotLimits,
): { readonly paths: readonly string[]; readonly skipped: readonly Skipped[] } {
  const paths: string[] = [];
  const skipped: Skipped[] = [];
  let total = 0;
  // The small ones first: they are the code.
  for (const { entry, size, readable } of [...candidates].sort((a, b) => a.size - b.size)) {
    const { path, submodule } = entry;
    const skip = (reason: string): number => skipped.push({ path, size, reason });
    if (submodule?.dirty) skip("Changes inside a submodule are not recorded.");
    if (submodule !== null) {
      if (submodule.moved) paths.push(path);
    } else if (path.endsWith("/")) skip("It is a repository of its own.");
    else if (path.includes("\ufffd")) skip("Its name is not valid UTF-8.");
    else if (!readable) skip("It can't be read.");
    // A file in conflict has to be taken in: an index with conflicts can't be written as a tree.
    else if (size > limits.file && entry.kind !== "unmerged") skip("It is too large.");
    else if (total + size > limits.total && entry.kind !== "unmerged") skip("The snapshot is full.");
    else {
      paths.push(path);
      total += size;
    }
  }
  return { paths, skipped: gather(skipped) };
}

const mostListed = 200;

/** Names single files up to a number that somebody may read; more are told by their top folder. */
export function gather(skipped: readonly Skipped[]): readonly Skipped[] {
  const largestFirst = [...skipped].sort((a, b) => b.size - a.size || (a.path < b.path ? -1 : 1));
  if (skipped.length <= mostListed) return largestFirst;
  const folders = Map.groupBy(largestFirst, ({ path }) => path.slice(0, path.indexOf("/") + 1));
  return [...folders]
    .map(([path, files]) => ({
      path: path === "" ? "./" : path,
      size: files.reduce((sum, { size }) => sum + size, 0),
      reason: `${files.length} files were left out, too large one by one or together.`,
    }))
    .sort((a, b) => b.size - a.size)
    .slice(0, mostListed);
}

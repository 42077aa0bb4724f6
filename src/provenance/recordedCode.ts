import { mkdir, readdir, stat } from "node:fs/promises";
import { isAbsolute } from "node:path";
import type { CodeChange } from "../protocol/engineContract.ts";
import type { CodeState } from "../protocol/entities.ts";
import { alreadyExists, invalidParameter, notFound } from "../protocol/errors.ts";
import { parseChanges } from "./codeChanges.ts";
import { gitIn } from "./git.ts";
import type { SnapshotLimits } from "./selectFiles.ts";
import { captureWorkTree } from "./workTree.ts";

export interface CodeChanges {
  readonly repository: string;
  readonly from: string;
  /** Null for the work tree. */
  readonly to: string | null;
  readonly changes: CodeChange[];
}

/** What can be done with code that was recorded. */
export interface RecordedCode {
  /** Files that differ between a run's code and another run's, or the work tree as it is now. */
  changes(runId: string, against: { readonly runId: string } | "workTree", signal?: AbortSignal): Promise<CodeChanges>;
  /** A file's text at a commit; null when it is not there, binary, or too large to look at. */
  file(repository: string, commit: string, path: string): Promise<string | null>;
  /** Puts a run's code into a new git worktree at `folder`, which must be missing or empty. */
  restore(
    runId: string,
    folder: string,
    signal?: AbortSignal,
  ): Promise<{ readonly folder: string; readonly commit: string }>;
}

export interface RecordedCodeDeps {
  /** Waits for a state that is being recorded. */
  readonly stateOf: (runId: string) => Promise<CodeState>;
  readonly limits: SnapshotLimits;
}

/** A commit that holds the whole code of a run, and a repository to find it in. */
interface RunCode {
  readonly repository: string;
  readonly commit: string;
}

/** Reads, compares and restores the code of runs. */
export function recordedCode({ stateOf, limits }: RecordedCodeDeps): RecordedCode {
  const codeOf = async (runId: string): Promise<RunCode> => {
    const { status, reason, repository, snapshot, commit } = await stateOf(runId);
    if (status === "noRepository") throw notFound("This run was started outside of a git repository.", { runId });
    const code = snapshot ?? commit;
    if (repository === null || code === null) {
      throw notFound(reason ?? "This run was started from a repository without any file.", { runId });
    }
    await mustExist(repository);
    await mustHold(repository, code);
    return { repository, commit: code };
  };

  return {
    async changes(runId, against, signal = neverAborted) {
      const { repository, commit } = await codeOf(runId);
      const compare = async (other: string): Promise<CodeChange[]> => {
        const command = ["diff-tree", "-r", "-z", "--name-status", "--find-renames", commit, other];
        return parseChanges(await gitIn(repository, { signal }).run(command));
      };
      if (against !== "workTree") {
        const to = (await codeOf(against.runId)).commit;
        await mustHold(repository, to);
        return { repository, from: commit, to, changes: await compare(to) };
      }
      const { status, tree } = await captureWorkTree(repository, limits, signal);
      const now = tree ?? status.commit;
      return { repository, from: commit, to: null, changes: now === null ? [] : await compare(now) };
    },

    async file(repository, commit, path) {
      if (!/^[0-9a-f]{40,64}$/.test(commit)) throw invalidParameter(`${commit} is not the id of a commit.`);
      if (isAbsolute(path) || path.split("/").includes("..")) return null;
      await mustExist(repository);
      await mustHold(repository, commit);
      const git = gitIn(repository);
      const listed = await git.run(["ls-tree", "-z", "-l", "--full-tree", commit, "--", path]);
      const [, kind, id, size] = listed.split(/[ \t]+/, 4);
      if (kind !== "blob" || id === undefined || Number(size) > limits.file) return null;
      const content = await git.blob(id);
      return content.subarray(0, 8_000).includes(0) ? null : content.toString("utf8");
    },

    async restore(runId, folder, signal = neverAborted) {
      if (!isAbsolute(folder)) throw invalidParameter(`${folder} is not an absolute path.`);
      const { repository, commit } = await codeOf(runId);
      await mustBeFree(folder);
      await gitIn(repository, { signal }).run(["worktree", "add", "--detach", folder, commit]);
      return { folder, commit };
    },
  };
}

const neverAborted = new AbortController().signal;

async function mustExist(repository: string): Promise<void> {
  const found = await stat(repository).catch((cause: unknown) => {
    throw notFound(`The repository ${repository} is not there any more.`, { cause: String(cause) });
  });
  if (!found.isDirectory()) throw notFound(`${repository} is not a folder.`);
}

/** Two runs may come from repositories that know nothing of each other. */
async function mustHold(repository: string, commit: string): Promise<void> {
  const kind = await gitIn(repository).run(["cat-file", "--batch-check=%(objecttype)"], `${commit}\n`);
  if (kind.trim() !== "commit") throw notFound(`The repository ${repository} does not have the commit ${commit}.`);
}

async function mustBeFree(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "EEXIST" || error.code === "ENOTDIR"))) {
      throw error;
    }
  }
  throw alreadyExists(`${folder} is there already and not empty.`, { folder });
}

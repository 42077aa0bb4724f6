import type { CodeState } from "../protocol/entities.ts";
import { TidemarkError } from "../protocol/errors.ts";
import { gitIn } from "./git.ts";
import { chooseRemote, parseRemotes } from "./remoteUrl.ts";
import type { SnapshotLimits } from "./selectFiles.ts";
import { commitSnapshot, keepForRuns } from "./snapshotCommit.ts";
import { captureWorkTree } from "./workTree.ts";

export const nothingRecorded: CodeState = {
  status: "pending",
  reason: null,
  repository: null,
  commit: null,
  branch: null,
  remote: null,
  dirty: false,
  snapshot: null,
  changedFiles: 0,
  skipped: [],
  recordedAt: null,
};

/** Records the code in `repository` as it is now, for runs that all start now. Rejects with git's words. */
export async function recordCode(
  repository: string,
  runIds: readonly string[],
  limits: SnapshotLimits,
  signal: AbortSignal,
): Promise<CodeState> {
  const { status, tree, skipped } = await captureWorkTree(repository, limits, signal);
  const snapshot = tree === null ? null : await commitSnapshot(repository, tree, status.commit, signal);
  const kept = snapshot ?? status.commit;
  // A clean run's commit is kept too: amending or rebasing would leave it to be collected as garbage.
  if (kept !== null) await keepForRuns(repository, kept, runIds, signal);
  return {
    status: "recorded",
    reason: null,
    repository,
    commit: status.commit,
    branch: status.branch,
    remote: await remoteOf(repository, status.upstream, signal),
    dirty: status.entries.length > 0,
    snapshot,
    changedFiles: status.entries.length,
    skipped: [...skipped],
    recordedAt: Date.now(),
  };
}

async function remoteOf(repository: string, upstream: string | null, signal: AbortSignal): Promise<string | null> {
  const output = await gitIn(repository, { signal }).run(["config", "-z", "--get-regexp", "^remote\\..*\\.url$"]);
  return chooseRemote(parseRemotes(output), upstream);
}

/** What went wrong, for people: git's own words say what to do where it knows. */
export async function describeFailure(repository: string, error: unknown): Promise<string> {
  if (error instanceof TidemarkError) return error.message;
  if (!(await gitIn(repository).installed())) return "Git was not found on the PATH of the engine.";
  const words = error instanceof Error ? error.message : String(error);
  return words.trim().slice(0, 2_000);
}

import { gitIn } from "./git.ts";

/** A snapshot is nobody's commit: it needs no name that the user would have to set up. */
const identity = { name: "Tidemark", email: "tidemark@localhost" };
const message = "Code a run was started from";

/**
 * Makes the commit that holds `tree` on top of `parent`, or null when the parent holds just that.
 * It takes the parent's date, so the same code is the same commit, however many runs are started from it.
 */
export async function commitSnapshot(
  repository: string,
  tree: string,
  parent: string | null,
  signal: AbortSignal,
): Promise<string | null> {
  const before = parent === null ? null : await readCommit(repository, parent, signal);
  if (tree === before?.tree) return null;
  const date = `@${before?.date ?? 0} +0000`;
  const variables = {
    GIT_AUTHOR_NAME: identity.name,
    GIT_AUTHOR_EMAIL: identity.email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: identity.name,
    GIT_COMMITTER_EMAIL: identity.email,
    GIT_COMMITTER_DATE: date,
  };
  const parents = parent === null ? [] : ["-p", parent];
  const git = gitIn(repository, { signal, variables });
  return (await git.run(["commit-tree", "--no-gpg-sign", ...parents, "-m", message, tree])).trim();
}

/** Keeps a commit from being collected as garbage for as long as these runs refer to it. */
export async function keepForRuns(
  repository: string,
  commit: string,
  runIds: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const lines = runIds.map((runId) => `update refs/tidemark/runs/${runId} ${commit}\n`);
  await gitIn(repository, { signal }).run(["update-ref", "--stdin"], lines.join(""));
}

async function readCommit(
  repository: string,
  commit: string,
  signal: AbortSignal,
): Promise<{ readonly tree: string; readonly date: number }> {
  const text = await gitIn(repository, { signal }).run(["cat-file", "commit", commit]);
  const [header = ""] = text.split("\n\n", 1);
  const tree = /^tree ([0-9a-f]+)$/m.exec(header)?.[1];
  const date = /^committer .* (\d+) [+-]\d+$/m.exec(header)?.[1];
  if (tree === undefined || date === undefined) throw new Error(`The commit ${commit} can't be read.`);
  return { tree, date: Number(date) };
}

import { findRepository } from "./findRepository.ts";
import { gitIn } from "./git.ts";

/** The commit that a workspace's repository stands at; null outside of any, before its first one, or without git. */
export async function headCommit(workspace: string): Promise<string | null> {
  const top = await findRepository(workspace, null);
  if (top === null) return null;
  return gitIn(top)
    .run(["rev-parse", "--verify", "HEAD"])
    .then(
      (printed) => printed.trim(),
      () => null,
    );
}

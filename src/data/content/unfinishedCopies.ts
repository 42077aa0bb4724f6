import { randomUUID } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { keptFolder } from "./keptSource.ts";

const unfinished = /^[^.]+\.(?:(\d+)-)?[0-9a-f-]{36}\.tmp$/;

/** Where a folder is copied to before it takes its name; it names this process, which alone writes there. */
export const unfinishedFolder = (folder: string): string => `${folder}.${process.pid}-${randomUUID()}.tmp`;

/** Removes what processes that have gone left behind when they were killed while they copied a version. */
export async function removeUnfinished(workspace: string): Promise<void> {
  const root = dirname(keptFolder(workspace, "any"));
  for (const name of await readdir(root).catch(() => [])) {
    const [found, writer] = unfinished.exec(name) ?? [];
    if (found === undefined || (writer !== undefined && runs(Number(writer)))) continue;
    await rm(join(root, name), { recursive: true, force: true });
  }
}

/** Whether a process of that number runs; another may have got the number since. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { journalRoot } from "./folders.ts";
import { segmentNames } from "./journal.ts";

/** Whether rows wait to be put into their files. */
export async function hasJournals(workspace: string): Promise<boolean> {
  const root = journalRoot(workspace);
  for (const folder of await readdir(root).catch(() => [])) {
    if ((await segmentNames(join(root, folder))).length > 0) return true;
  }
  return false;
}

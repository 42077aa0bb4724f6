import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { dataFolderName } from "../protocol/engineInfo.ts";

/** The workspace that a command is about: the one named, else the nearest folder upwards with runs in it, else here. */
export async function chooseWorkspace(named: string | undefined, here: string): Promise<string> {
  if (named !== undefined) return resolve(here, named);
  for (let folder = here; ; folder = dirname(folder)) {
    const found = await stat(join(folder, dataFolderName)).catch(() => null); // Not there, or not for us to see.
    if (found?.isDirectory() === true) return folder;
    if (folder === dirname(folder)) return here;
  }
}

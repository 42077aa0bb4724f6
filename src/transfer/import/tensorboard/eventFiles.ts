import { stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { folders } from "../files/folders.ts";

/** A folder with event files: what TensorBoard calls a run. */
export interface EventFolder {
  /** Below the folder that was given, with `/`; its own name for that one. */
  readonly name: string;
  /** In the order in which they were written: their names begin with the time. */
  readonly files: readonly string[];
  /** The name of the nearest folder above that is a run too. */
  readonly parent?: string;
}

/** TensorBoard's own rule; what a profiler leaves beside them holds nothing. */
export const isEventFile = (name: string): boolean => name.includes("tfevents") && !name.endsWith(".profile-empty");

/** The runs at a place, parents first: below a folder, or one event file alone. */
export async function* eventFolders(place: string): AsyncGenerator<EventFolder> {
  if ((await stat(place)).isFile()) {
    yield { name: basename(dirname(place)), files: [place] };
    return;
  }
  const runs = new Map<string, string>();
  for await (const { path, name, files } of folders(place)) {
    const found = files.filter(isEventFile).map((file) => join(path, file));
    if (found.length === 0) continue;
    const shown = name === "" ? basename(path) : name;
    const parent = runAbove(runs, name);
    runs.set(name, shown);
    yield { name: shown, files: found, ...(parent === undefined ? {} : { parent }) };
  }
}

function runAbove(runs: ReadonlyMap<string, string>, name: string): string | undefined {
  for (let above = name; above !== ""; ) {
    const end = above.lastIndexOf("/");
    above = end === -1 ? "" : above.slice(0, end);
    // The folder that was given holds all the others: being above says nothing then.
    if (above !== "" && runs.has(above)) return runs.get(above);
  }
  return undefined;
}

import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DataProcess } from "../data/process/startData.ts";

/** How often the folders are looked at, in milliseconds, and after a look failed. */
const interval = 1000;
const afterFailure = 10_000;
/** Folders may hold many files: after a look comes a pause of so many times its length, within this limit. */
const rest = 2;
const longestPause = 30_000;

const configFiles = ["tidemark.yaml", "tidemark.yml", "tidemark.json"];

/**
 * Has watched folders looked at for as long as the engine runs. Where `tidemark.yaml` declares none, the data process is not asked.
 * @param onFailure hears of looks that failed; the next comes later
 */
export function watchFolders(
  { request }: Pick<DataProcess, "request">,
  workspace: string,
  onFailure: (error: unknown) => void,
): Disposable {
  let ended = false;
  let timer: NodeJS.Timeout | undefined;
  let stamp = "";
  let watching = false;
  const look = async (): Promise<number> => {
    const began = performance.now();
    const now = await stampOf(workspace);
    if (now !== stamp) watching = await mentionsWatch(workspace);
    if (watching) watching = (await request("watch/look", {})).watching;
    stamp = now;
    return Math.min(longestPause, Math.max(interval, (performance.now() - began) * rest));
  };
  const next = (delay: number): void => {
    if (ended) return;
    timer = setTimeout(() => {
      look().then(next, (error: unknown) => {
        if (ended) return;
        onFailure(error);
        next(afterFailure);
      });
    }, delay);
  };
  next(0);
  return {
    [Symbol.dispose]() {
      ended = true;
      clearTimeout(timer);
    },
  };
}

async function stampOf(workspace: string): Promise<string> {
  const found = await Promise.all(configFiles.map((name) => stat(join(workspace, name)).catch(() => undefined)));
  return found.map((file) => (file === undefined ? "-" : `${file.ino} ${file.size} ${file.ctimeMs}`)).join(", ");
}

/** Whether a configuration may declare a watched folder. */
async function mentionsWatch(workspace: string): Promise<boolean> {
  const texts = await Promise.all(configFiles.map((name) => readFile(join(workspace, name), "utf8").catch(() => "")));
  return texts.some((text) => text.includes("watch"));
}

import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { inRoot } from "../../../../scripts/root.ts";

/**
 * A folder in `.cache/bench` that takes long to fill: filled once, and there only when it is whole. A store in it is
 * brought up to date by the engine that opens it, as every store is.
 */
export async function cached(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const folder = inRoot(".cache", "bench", name);
  if (existsSync(folder)) return folder;
  const unfinished = `${folder}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(join(unfinished, ".tidemark"), { recursive: true });
  await fill(unfinished);
  await rename(unfinished, folder);
  return folder;
}

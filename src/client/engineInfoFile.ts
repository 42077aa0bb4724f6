import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { EngineInfo } from "../protocol/engineInfo.ts";

/**
 * Reads an `engine.json`; null when there is none, or none that can be understood: the next engine writes a new one.
 * That it exists does not mean that an engine runs.
 */
export async function readEngineInfo(file: string): Promise<EngineInfo | null> {
  const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT" || error.code === "ENOTDIR") return null;
    throw error;
  });
  return text === null ? null : parseEngineInfo(text);
}

/** The info in a text, or null when it is none. */
export function parseEngineInfo(text: string): EngineInfo | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null; // Cut off or edited by hand: as good as absent.
  }
  return EngineInfo.safeParse(value).data ?? null;
}

/** Writes an `engine.json` in one step, for the user's eyes alone: a reader sees the old or the new one. */
export async function writeEngineInfo(file: string, info: EngineInfo): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  await rm(draft, { force: true });
  await writeFile(draft, `${JSON.stringify(info, undefined, 2)}\n`, { mode: 0o600, flag: "wx" });
  await rename(draft, file);
}

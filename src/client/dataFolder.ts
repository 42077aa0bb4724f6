import { chmod, mkdir, realpath, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { dataFolderName, engineInfoName } from "../protocol/engineInfo.ts";
import { notFound, TidemarkError } from "../protocol/errors.ts";

/** Where each part of a workspace's data lives. */
export interface DataFolder {
  /** The workspace itself, without symbolic links: one workspace has one engine, whatever path led to it. */
  readonly workspace: string;
  readonly root: string;
  readonly infoFile: string;
  readonly lockFile: string;
  readonly storeFile: string;
  readonly artifacts: string;
  readonly logs: string;
  /** The engine's program as Node compiled it, so that the next one starts in half the time. May be deleted. */
  readonly compileCache: string;
  /** Where DuckDB puts what does not fit in memory, while it works. */
  readonly spill: string;
  /** The engine's own log. */
  readonly engineLog: string;
  /** What an engine prints that could not open its log yet. */
  readonly startLog: string;
}

/** Finds the data folder of a workspace, which must exist; makes nothing. */
export async function locateDataFolder(path: string): Promise<DataFolder> {
  const workspace = await realpath(path).catch((cause: unknown) => {
    throw notFound(`The workspace ${path} can't be opened: ${cause instanceof Error ? cause.message : cause}`);
  });
  if (!(await stat(workspace)).isDirectory()) throw notFound(`The workspace ${path} is not a folder.`);
  const root = join(workspace, dataFolderName);
  const logs = join(root, "logs");
  return {
    workspace,
    root,
    infoFile: join(root, engineInfoName),
    lockFile: join(root, "lock.db"),
    storeFile: join(root, "store.db"),
    artifacts: join(root, "artifacts"),
    logs,
    compileCache: join(root, "cache"),
    spill: join(root, "spill"),
    engineLog: join(logs, "engine.log"),
    startLog: join(logs, "start.log"),
  };
}

/**
 * Makes the data folder of a workspace ready: the user's alone, and ignored by git.
 * Rejects with `readOnly` or `diskFull` where it can't be written.
 */
export async function prepareDataFolder(path: string): Promise<DataFolder> {
  const folder = await locateDataFolder(path);
  try {
    await mkdir(folder.root, { recursive: true, mode: 0o700 });
    await chmod(folder.root, 0o700);
    await mkdir(folder.logs, { recursive: true, mode: 0o700 });
    await writeIgnoreFile(join(folder.root, ".gitignore"));
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && cause.code === "ENOSPC" ? "diskFull" : "readOnly";
    const message = `Tidemark can't write to ${folder.root}: ${cause instanceof Error ? cause.message : cause}`;
    throw new TidemarkError(code, message, { cause });
  }
  return folder;
}

async function writeIgnoreFile(file: string): Promise<void> {
  try {
    await writeFile(file, "*\n", { flag: "wx" });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, open, readdir, realpath, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { ArtifactEntry } from "../protocol/entities.ts";
import { invalidParameter, notFound, TidemarkError } from "../protocol/errors.ts";
import type { Store } from "../store/openStore.ts";
import { artifactFile, isInside, runOfArtifact } from "./artifactPath.ts";
import type { TrackingChange } from "./changes.ts";
import type { Tracking } from "./tracking.ts";

export interface ArtifactDependencies {
  readonly store: Store;
  readonly artifactRoot: string;
  readonly onChange: (change: TrackingChange) => void;
}

/** How files that are being written are called; they are never listed. */
export const uploadPrefix = ".tidemark-upload-";

/** Artifacts as files below the artifact root; no path, and no link, leads out of it. */
export function artifacts({ store, artifactRoot, onChange }: ArtifactDependencies): Tracking["artifacts"] {
  const changed = (path: string): void => {
    const run = store.tables.runs.byId(runOfArtifact(path) ?? "");
    const experiment = run && store.tables.experiments.byKey(run.experiment);
    if (run === undefined || experiment === undefined) return;
    onChange({ run: { id: run.run_id, experimentId: experiment.experiment_id, summary: true, metrics: false } });
  };

  return {
    async list(path) {
      const folder = artifactFile(artifactRoot, path);
      try {
        if (!(await isReachable(artifactRoot, folder))) return [];
        const names = await readdir(folder, { withFileTypes: true });
        const shown = names.filter(({ name }) => !name.startsWith(uploadPrefix));
        const entries = await Promise.all(shown.map(({ name }) => entry(artifactRoot, folder, path, name)));
        return entries.filter((each) => each !== undefined).sort((a, b) => (a.path < b.path ? -1 : 1));
      } catch (error) {
        if (hasCode(error, "ENOENT", "ENOTDIR")) return [];
        throw fileError(error, path);
      }
    },
    async put(path, body) {
      const file = artifactFile(artifactRoot, path);
      if (file === artifactRoot) throw invalidParameter("Invalid path: an artifact needs a name", { path });
      const part = join(dirname(file), `${uploadPrefix}${randomUUID()}`);
      try {
        await makeFolder(artifactRoot, dirname(file));
        await pipeline(body, createWriteStream(part, { flags: "wx", flush: true }));
        await rename(part, file);
        await syncFolder(dirname(file));
      } catch (error) {
        await rm(part, { force: true }).catch(() => undefined);
        throw fileError(error, path);
      }
      changed(path);
    },
    async open(path) {
      const file = artifactFile(artifactRoot, path);
      try {
        if (!(await isReachable(artifactRoot, file))) throw noArtifact(path);
        const handle = await open(file, "r");
        const found = await handle.stat().catch(async (error: unknown) => {
          await handle.close();
          throw error;
        });
        if (found.isFile()) return { stream: handle.createReadStream(), size: found.size };
        await handle.close();
        throw noArtifact(path);
      } catch (error) {
        throw fileError(error, path);
      }
    },
    async delete(path) {
      const file = artifactFile(artifactRoot, path);
      if (file === artifactRoot)
        throw invalidParameter("Invalid path: all artifacts cannot be deleted at once", { path });
      try {
        // What a link inside the last folder points to is not touched: only the link itself goes.
        if (!(await isReachable(artifactRoot, dirname(file)))) throw noArtifact(path);
        await rm(file, { recursive: true });
      } catch (error) {
        throw fileError(error, path);
      }
      changed(path);
    },
  };
}

/** Whether the file exists, and below the root once all links are followed. */
async function isReachable(root: string, file: string): Promise<boolean> {
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file)]);
    return isInside(realRoot, realFile);
  } catch (error) {
    if (hasCode(error, "ENOENT", "ENOTDIR")) return false;
    throw error;
  }
}

/** Makes a folder below the root; refuses when a link on the way leads out of it. */
async function makeFolder(root: string, folder: string): Promise<void> {
  await mkdir(root, { recursive: true });
  const realRoot = await realpath(root);
  let existing = folder;
  for (;;) {
    const real = await realpath(existing).catch((error: unknown) => {
      if (hasCode(error, "ENOENT")) return undefined;
      throw error;
    });
    if (real !== undefined) {
      if (!isInside(realRoot, real)) throw invalidParameter("Invalid path: it leaves the artifact folder");
      break;
    }
    existing = dirname(existing);
  }
  await mkdir(folder, { recursive: true });
}

async function entry(root: string, folder: string, path: string, name: string): Promise<ArtifactEntry | undefined> {
  const file = join(folder, name);
  if (!(await isReachable(root, file))) return undefined;
  const found = await stat(file);
  const below = path.replace(/\/+$/, "");
  return {
    path: below === "" ? name : `${below}/${name}`,
    isDirectory: found.isDirectory(),
    size: found.isDirectory() ? null : found.size,
  };
}

/** A renamed file is there after a power cut only when its folder is synced too; Windows cannot and need not. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

const noArtifact = (path: string) => notFound(`No such artifact: '${path}'`, { path });

const hasCode = (error: unknown, ...codes: readonly string[]): boolean =>
  error instanceof Error && "code" in error && codes.some((code) => code === error.code);

function fileError(error: unknown, path: string): unknown {
  if (hasCode(error, "ENOENT")) return noArtifact(path);
  if (hasCode(error, "ENOTDIR", "EISDIR", "EEXIST", "ENOTEMPTY", "ENAMETOOLONG")) {
    return invalidParameter(`Invalid path: ${JSON.stringify(path)} cannot be a file here`, { path });
  }
  if (hasCode(error, "ENOSPC", "EDQUOT")) {
    return new TidemarkError("diskFull", "The disk is full: the artifact was not saved.", { cause: error });
  }
  if (hasCode(error, "EACCES", "EPERM", "EROFS")) {
    return new TidemarkError("readOnly", "The artifact folder cannot be written.", { cause: error });
  }
  return error;
}

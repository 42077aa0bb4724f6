import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";

/** A file as it was when it was looked at. */
export interface StampedFile {
  readonly path: string;
  readonly size: number;
  /** Milliseconds since 1970 UTC. */
  readonly modified: number;
}

/** The files with size and time; those that are gone are left out. */
export async function stamped(paths: readonly string[]): Promise<readonly StampedFile[]> {
  const found: StampedFile[] = [];
  for (const path of paths) {
    const file = await stat(path).catch(() => undefined);
    if (file?.isFile()) found.push({ path, size: file.size, modified: Math.round(file.mtimeMs) });
  }
  return found;
}

/** Differs when a file was added, removed, written to or replaced. */
export function fingerprintOf(files: readonly StampedFile[]): string {
  const hash = createHash("sha256");
  for (const { path, size, modified } of files) hash.update(`${path}\0${size}\0${modified}\n`);
  return hash.digest("hex").slice(0, 32);
}

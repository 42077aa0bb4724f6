import { stat } from "node:fs/promises";
import { artifactFile } from "../../tracking/artifactPath.ts";
import type { Tracking } from "../../tracking/tracking.ts";

export interface ArtifactFile {
  /** Below the artifact root, with `/`. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** When it was written last, in milliseconds since 1970 UTC, with a fraction. */
  readonly modified: number;
}

/** All files below a folder of the artifact root; links that lead out of the root are left out, as in any listing. */
export async function* walkArtifacts(
  artifacts: Tracking["artifacts"],
  root: string,
  folder: string,
): AsyncIterable<ArtifactFile> {
  for (const { path, isDirectory } of await artifacts.list(folder)) {
    if (isDirectory) yield* walkArtifacts(artifacts, root, path);
    else {
      const { size, mtimeMs } = await stat(artifactFile(root, path));
      yield { path, size, modified: mtimeMs };
    }
  }
}

import type { ArtifactEntry } from "../../protocol/entities.ts";
import { baseName } from "../artifactPath.ts";

/** MLflow's `FileInfo`s of one folder, named by their paths from where the client began (`folder`). */
export const entriesShape = (entries: readonly ArtifactEntry[], folder: string): readonly object[] =>
  entries.map((entry) => ({
    path: folder === "" ? baseName(entry.path) : `${folder}/${baseName(entry.path)}`,
    is_dir: entry.isDirectory,
    ...(entry.size === null ? {} : { file_size: entry.size }),
  }));

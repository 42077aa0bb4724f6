import { filesBelow } from "../files/filesBelow.ts";
import type { ForeignArtifact, ForeignItem } from "../foreign.ts";
import { artifactFolder } from "./artifactFolder.ts";

/** The files at an artifact address, as far as they are on this computer. */
export async function* artifactsAt(
  uri: string,
  beside: string,
  of: ForeignArtifact["of"],
  place: string,
): AsyncGenerator<ForeignItem> {
  const where = await artifactFolder(uri, beside);
  if ("elsewhere" in where) {
    yield { kind: "skipped", place, reason: where.elsewhere };
    return;
  }
  const { files, left } = await filesBelow(where.folder);
  for (const { path, name } of files) yield { kind: "artifact", of, path: name, from: { file: path } };
  for (const { name, reason } of left) yield { kind: "skipped", place: `${place}, ${name}`, reason };
}

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigReading } from "../../config/config.ts";
import { readConfig } from "../../config/readConfig.ts";
import type { DeclarationFile, DeclaredAt } from "../../protocol/checkEntities.ts";
import type { KnownVersions } from "../../protocol/checkRequests.ts";

/** The names that a configuration may have, in the order in which they are looked for. */
const fileNames = ["tidemark.yaml", "tidemark.yml", "tidemark.json"] as const;

/** What a workspace's configuration declares. */
export interface Declarations extends ConfigReading {
  /** Its absolute path; null when there is none. */
  readonly file: string | null;
  /** The versions of data sets that are known, the one seen last first. */
  readonly versions?: KnownVersions | undefined;
}

/** Reads the workspace's configuration: the first of its names that is there. */
export async function readDeclarations(workspace: string): Promise<Declarations> {
  for (const name of fileNames) {
    const file = join(workspace, name);
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (text !== undefined) return { file, ...readConfig(text, name) };
  }
  return { file: null, ...readConfig("", fileNames[0]) };
}

export const declarationFile = ({ file, problems }: Declarations): DeclarationFile => ({
  file,
  problems: [...problems],
});

const nowhere = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Where something is declared: itself, or the nearest thing around it that has a place. */
export function declaredAt({ file, places }: Declarations, id: string): DeclaredAt {
  const parts = id.split("/");
  for (let length = parts.length; length > 0; length -= 1) {
    const range = places.get(parts.slice(0, length).join("/"));
    if (range !== undefined) return { file: file ?? "", range };
  }
  return { file: file ?? "", range: nowhere };
}

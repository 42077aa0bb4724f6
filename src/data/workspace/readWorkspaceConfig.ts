import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ConfigReading } from "../../config/config.ts";
import { readConfig } from "../../config/readConfig.ts";
import { notFound } from "../../protocol/errors.ts";

export const configNames = ["tidemark.yaml", "tidemark.yml", "tidemark.json"] as const;

/**
 * Reads the workspace's declarations: the first of the possible files that is there.
 * @throws TidemarkError `notFound` when there is none
 */
export async function readWorkspaceConfig(workspace: string): Promise<ConfigReading & { readonly file: string }> {
  for (const name of configNames) {
    const file = join(workspace, name);
    const text = await readFile(file, "utf8").catch((error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return undefined;
      throw error;
    });
    if (text !== undefined) return { ...readConfig(text, name), file };
  }
  throw notFound("There is no tidemark.yaml in the workspace's folder.");
}

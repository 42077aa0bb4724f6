import { createHash } from "node:crypto";
import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";

/** The SHA-256 of every file below a folder, by its path there: `/model/MLmodel`. */
export async function digestsBelow(folder: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for await (const entry of glob("**/*", { cwd: folder, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const digest = createHash("sha256").update(await readFile(file));
    found[file.slice(folder.length).replaceAll("\\", "/")] = digest.digest("hex");
  }
  return found;
}

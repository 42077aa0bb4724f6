import { readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";

const Manifest = z.object({ name: z.literal("tidemark"), version: z.string() });

/** The version of the Tidemark package that a file belongs to. */
export function packageVersion(file: string): string {
  const start = dirname(realpathSync(file));
  for (let folder = start; ; folder = dirname(folder)) {
    const manifest = readManifest(join(folder, "package.json"));
    if (manifest !== null) return manifest.version;
    if (folder === dirname(folder)) throw new Error(`${file} is in no Tidemark package.`);
  }
}

function readManifest(file: string): z.infer<typeof Manifest> | null {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return null;
    throw error;
  }
  return Manifest.safeParse(JSON.parse(text)).data ?? null;
}

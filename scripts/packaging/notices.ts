import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inRoot } from "../root.ts";
import { Manifest } from "./manifest.ts";

/** The npm packages that files come from, as their folders below the repository, sorted. */
export function packageFolders(files: readonly string[]): string[] {
  const folders = files.flatMap((file) => file.match(/^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/)?.[0] ?? []);
  return [...new Set(folders)].sort();
}

/** The licences of everything that is shipped and not ours, one after the other. */
export async function thirdPartyNotices(folders: readonly string[]): Promise<string> {
  const head = "Tidemark contains the following software of others.\n";
  const notices = await Promise.all(folders.map(notice));
  return [head, ...new Set(notices)].join(`\n${"-".repeat(80)}\n\n`);
}

async function notice(folder: string): Promise<string> {
  const path = inRoot(folder);
  const manifest = Manifest.parse(JSON.parse(await readFile(join(path, "package.json"), "utf8")));
  const files = (await readdir(path)).filter((name) => /^(licen[cs]e|copying|notice)/i.test(name)).sort();
  const texts = await Promise.all(files.map((name) => readFile(join(path, name), "utf8")));
  const title = `${manifest.name} ${manifest.version} (${manifest.license ?? "licence in its text"})`;
  return [title, ...texts.map((text) => text.trim())].join("\n\n").concat("\n");
}

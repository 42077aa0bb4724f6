import { glob, rm, stat } from "node:fs/promises";
import { inRoot } from "../../../scripts/root.ts";
import { installExtensions } from "../../../scripts/vscode/codeServer.ts";

/** Installs the package once for all test files; Vitest calls it before the first. */
export async function setup(): Promise<void> {
  const folder = await installedFolder();
  if (await stat(`${folder}/extensions.json`).catch(() => undefined)) return;
  await rm(inRoot("out", "test-extensions"), { recursive: true, force: true });
  await installExtensions(folder, [await packagedExtension()], console.log);
}

/** Where it is installed. */
export async function installedFolder(): Promise<string> {
  const { mtimeMs } = await stat(await packagedExtension());
  return inRoot("out", "test-extensions", String(mtimeMs));
}

/** What `npm test` has just packaged, or what was packaged last. */
async function packagedExtension(): Promise<string> {
  if (process.env.TIDEMARK_VSIX !== undefined) return process.env.TIDEMARK_VSIX;
  for await (const file of glob("tidemark-[0-9]*.vsix", { cwd: inRoot("out") })) return inRoot("out", file);
  throw new Error("There is no package to test: run `npm run package` first.");
}

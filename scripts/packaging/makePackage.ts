import { stat } from "node:fs/promises";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { buildForPackage } from "../building/buildBundles.ts";
import { runOrThrow } from "../process/run.ts";
import { inRoot } from "../root.ts";
import { stagePackage } from "./stage.ts";
import { thisTarget } from "./target.ts";

export interface MadePackage {
  readonly file: string;
  readonly bytes: number;
}

/** Builds Tidemark for production and packages it for this platform, into out/. */
export async function makePackage(): Promise<MadePackage> {
  const target = thisTarget();
  await buildForPackage();
  const staged = inRoot("out", "package");
  const { version } = await stagePackage(staged, target);
  await tryCli(staged, version);
  const file = inRoot("out", `tidemark-${version}-${target.name}.vsix`);
  await createVSIX({
    cwd: staged,
    packagePath: file,
    target: target.name,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
    // Nothing of a developer's is staged: it would read all bundles to find that out.
    allowPackageAllSecrets: true,
  });
  return { file, bytes: (await stat(file)).size };
}

/** A command that does not start from what was staged must not be packaged. */
async function tryCli(staged: string, version: string): Promise<void> {
  const said = await runOrThrow(process.execPath, [join(staged, "bin", "tidemark.mjs"), "--version"]);
  if (said.trim() !== version) throw new Error(`The packaged command says it is ${said.trim()}, not ${version}.`);
}

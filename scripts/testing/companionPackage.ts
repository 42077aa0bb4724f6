import { cp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createVSIX } from "@vscode/vsce";
import { type BuildOptions, build } from "esbuild";
import { inRoot } from "../root.ts";

/** Bundles the tests that run inside VS Code with the extension that runs them; answers the package's file. */
export async function makeCompanionPackage(): Promise<string> {
  const folder = inRoot("out", "host-tests");
  await rm(folder, { recursive: true, force: true });
  const common = {
    absWorkingDir: inRoot(),
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["vscode"],
    outExtension: { ".js": ".cjs" },
    sourcemap: "inline",
    logLevel: "error",
  } satisfies BuildOptions;
  await build({ ...common, entryPoints: ["test/host/companion/companion.ts"], outdir: folder });
  // Every test file is one bundle, found by its name, so that none can be forgotten.
  const tests = join(folder, "tests");
  await build({ ...common, entryPoints: ["test/host/**/*.test.ts"], outdir: tests, outbase: "test/host" });
  await cp(inRoot("test", "host", "companion", "package.json"), join(folder, "package.json"));
  await cp(inRoot("LICENSE"), join(folder, "LICENSE"));
  await writeFile(join(folder, "README.md"), "Runs Tidemark's tests inside VS Code.\n");
  await writeFile(join(folder, ".vscodeignore"), "");
  const file = inRoot("out", "tidemark-host-tests.vsix");
  await createVSIX({ cwd: folder, packagePath: file, dependencies: false, allowMissingRepository: true });
  return file;
}

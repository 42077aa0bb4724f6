import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { bundledFilesList } from "../building/buildBundles.ts";
import { inRoot } from "../root.ts";
import { Manifest, packagedManifest } from "./manifest.ts";
import { packageFolders, thirdPartyNotices } from "./notices.ts";
import { hasOnnxRuntime, onnxRuntimeFolders, stageOnnxRuntime } from "./stageOnnxRuntime.ts";
import type { PackageTarget } from "./target.ts";

const sqlite = "better-sqlite3";
const sqliteFolder = join("node_modules", sqlite);

/** Puts what the package holds, and nothing else, into `folder`. Expects a production build in dist/. */
export async function stagePackage(folder: string, target: PackageTarget): Promise<Manifest> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const part of ["dist", "bin", "media", "schemas", "README.md", "CHANGELOG.md", "LICENSE"]) {
    await cp(inRoot(part), join(folder, part), { recursive: true });
  }
  const { onnxRuntimeBinaries } = target;
  const runsModels = onnxRuntimeBinaries !== null && (await hasOnnxRuntime(onnxRuntimeBinaries));
  const shipped = [sqlite, target.duckdbPackage, ...(runsModels ? ["onnxruntime-node"] : [])];
  const manifest = packagedManifest(await readManifest(inRoot("package.json")), shipped);
  await writeJson(join(folder, "package.json"), manifest);
  await stageSqlite(join(folder, sqliteFolder), target);
  const duckdbFolder = join("node_modules", target.duckdbPackage);
  await cp(inRoot(duckdbFolder), join(folder, duckdbFolder), { recursive: true });
  if (runsModels) await stageOnnxRuntime(folder, onnxRuntimeBinaries);
  const models = (runsModels ? onnxRuntimeFolders : []).map((name) => `${name}/package.json`);
  const bundled = z.array(z.string()).parse(JSON.parse(await readFile(bundledFilesList, "utf8")));
  const notices = await thirdPartyNotices(
    packageFolders([...bundled, `${sqliteFolder}/package.json`, `${duckdbFolder}/package.json`, ...models]),
  );
  await writeFile(join(folder, "ThirdPartyNotices.txt"), notices);
  // Everything staged is meant to be packaged; without this file the packager warns that nobody chose.
  await writeFile(join(folder, ".vscodeignore"), "");
  return manifest;
}

/** The library without its C sources, other platforms' binaries and what only building it needs. */
async function stageSqlite(folder: string, target: PackageTarget): Promise<void> {
  const source = inRoot(sqliteFolder);
  await cp(join(source, "lib"), join(folder, "lib"), { recursive: true });
  await cp(join(source, "LICENSE"), join(folder, "LICENSE"));
  const prebuild = join("prebuilds", target.sqlitePrebuild);
  await cp(join(source, prebuild), join(folder, prebuild));
  const { name, version, license, main, exports } = await readManifest(join(source, "package.json"));
  await writeJson(join(folder, "package.json"), { name, version, license, main, exports });
}

const readManifest = async (file: string): Promise<Manifest> =>
  Manifest.parse(JSON.parse(await readFile(file, "utf8")));

const writeJson = (file: string, value: unknown): Promise<void> =>
  writeFile(file, `${JSON.stringify(value, null, 2)}\n`);

import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { build, type Metafile } from "esbuild";
import { inRoot } from "../root.ts";
import { type Bundle, type BundleName, bundleNames, bundles } from "./bundles.ts";

/** Which files went into the bundles: the third-party notices name their packages. */
export const bundledFilesList = inRoot(".cache", "bundledFiles.json");

/** Builds everything for a package, from nothing. */
export async function buildForPackage(): Promise<void> {
  await rm(inRoot("dist"), { recursive: true, force: true });
  const metafiles = await Promise.all(bundleNames.map((name) => buildOne(name, { production: true })));
  const files = new Set(metafiles.flatMap((metafile) => Object.keys(metafile.inputs)));
  await mkdir(dirname(bundledFilesList), { recursive: true });
  await writeFile(bundledFilesList, JSON.stringify([...files].sort(), null, 2));
}

/** Builds one bundle once and answers what went into it. */
export async function buildOne(name: BundleName, settings: { readonly production: boolean }): Promise<Metafile> {
  const bundle = bundles(settings)[name];
  const missing = await missingEntries(bundle);
  if (missing.length > 0) throw new Error(`${name} cannot be built without ${missing.join(" and ")}.`);
  const { metafile } = await build({ ...bundle, metafile: true });
  return metafile;
}

async function missingEntries(bundle: Bundle): Promise<string[]> {
  const entries = Object.values(bundle.entryPoints);
  const missing = await Promise.all(
    entries.map((entry) =>
      access(inRoot(entry)).then(
        () => [],
        () => [entry],
      ),
    ),
  );
  return missing.flat();
}

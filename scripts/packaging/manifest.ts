import { z } from "zod";

/** What the scripts read of a package.json; everything else passes through. */
export const Manifest = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.string().optional(),
  engines: z.record(z.string(), z.string()).optional(),
  dependencies: z.record(z.string(), z.string()).optional(),
});
export type Manifest = z.infer<typeof Manifest>;

/** Fields that only matter to those who build Tidemark. */
const forBuilding = ["private", "scripts", "devDependencies", "allowScripts"];

/** The manifest of the packaged extension: of the dependencies, those that are shipped as packages. */
export function packagedManifest(manifest: Manifest, shippedPackages: readonly string[]): Manifest {
  const kept = Object.entries(manifest).filter(([key]) => !forBuilding.includes(key));
  const dependencies = Object.entries(manifest.dependencies ?? {}).filter(([name]) => shippedPackages.includes(name));
  const engines = Object.entries(manifest.engines ?? {}).filter(([name]) => name === "vscode");
  return Manifest.parse({
    ...Object.fromEntries(kept),
    engines: Object.fromEntries(engines),
    dependencies: Object.fromEntries(dependencies),
  });
}

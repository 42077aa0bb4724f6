import { access, cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inRoot } from "../root.ts";
import { Manifest } from "./manifest.ts";

const runtime = join("node_modules", "onnxruntime-node");
const common = join("node_modules", "onnxruntime-common");

/** What of ONNX Runtime's packages is needed to run it, as folders below the repository. */
export const onnxRuntimeFolders = [runtime, common];

/** Whether ONNX Runtime is built for the platform. */
export function hasOnnxRuntime(binaries: string): Promise<boolean> {
  return access(inRoot(runtime, "bin", "napi-v6", binaries, "onnxruntime_binding.node")).then(
    () => true,
    () => false,
  );
}

/**
 * Puts the library with the binaries of one platform into `folder`: those of all platforms take 290 MB.
 * @param binaries the platform's folder in `bin/napi-v6`, such as `linux/x64`
 */
export async function stageOnnxRuntime(folder: string, binaries: string): Promise<void> {
  for (const [name, code] of [
    [runtime, "dist"],
    [common, join("dist", "cjs")],
  ] as const) {
    await mkdir(join(folder, name), { recursive: true });
    await stageManifest(name, folder);
    await cp(inRoot(name, code), join(folder, name, code), { recursive: true, filter: isNeeded });
  }
  const bin = join(runtime, "bin", "napi-v6", binaries);
  await cp(inRoot(bin), join(folder, bin), { recursive: true, filter: isNeeded });
}

/** Types and source maps are for those who write code; macOS' library comes a second time by its full version. */
const isNeeded = (path: string): boolean => !/\.(d\.ts|map|\d+\.\d+\.\d+\.dylib)$/.test(path);

/** The manifest without what only its install script needs, which is not shipped. */
async function stageManifest(name: string, folder: string): Promise<void> {
  const read = Manifest.parse(JSON.parse(await readFile(inRoot(name, "package.json"), "utf8")));
  const needed = Object.entries(read.dependencies ?? {}).filter(([dependency]) => dependency === "onnxruntime-common");
  const { version, license, main, exports } = read;
  const manifest = { name: read.name, version, license, main, exports, dependencies: Object.fromEntries(needed) };
  await writeFile(join(folder, name, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

import { createRequire } from "node:module";
import { basename } from "node:path";
import { z } from "zod";
import { inRoot } from "../root.ts";

const Binding = z.object({ getPrebuildPath: z.custom<() => string | null>((value) => typeof value === "function") });

/** The platform a package is for, by the names that each side gives it. */
export interface PackageTarget {
  /** As VS Code's marketplace says it. */
  readonly name: string;
  /** The file in better-sqlite3's `prebuilds` folder. */
  readonly sqlitePrebuild: string;
  /** The npm package that holds DuckDB's binaries. */
  readonly duckdbPackage: string;
  /** The folder in ONNX Runtime's `bin/napi-v6`; null where its binaries could not be loaded. */
  readonly onnxRuntimeBinaries: string | null;
}

/** The platform of this computer. The library itself says which of its binaries it would load here. */
export function thisTarget(): PackageTarget {
  const require = createRequire(import.meta.url);
  const binding = Binding.parse(require(inRoot("node_modules", "better-sqlite3", "lib", "binding.js")));
  const prebuild = binding.getPrebuildPath();
  if (prebuild === null) {
    throw new Error(`SQLite is not built for ${process.platform} on ${process.arch}: no package can be made here.`);
  }
  const sqlitePrebuild = basename(prebuild);
  const name = basename(prebuild, ".node").replace("linuxmusl", "alpine");
  const duckdbPackage = `@duckdb/node-bindings-${name.replace(/^alpine-(.*)$/, "linux-$1-musl")}`;
  // Its binaries for Linux need glibc.
  const onnxRuntimeBinaries = name.startsWith("alpine-") ? null : `${process.platform}/${process.arch}`;
  return { name, sqlitePrebuild, duckdbPackage, onnxRuntimeBinaries };
}

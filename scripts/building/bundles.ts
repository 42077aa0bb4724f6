import type { BuildOptions } from "esbuild";
import { root } from "../root.ts";

export const bundleNames = ["extension", "engine", "cli", "webview"] as const;
export type BundleName = (typeof bundleNames)[number];

export interface BundleSettings {
  /** Minified, without source maps: what is packaged. */
  readonly production: boolean;
}

/** Everything esbuild has to know to build one. */
export type Bundle = Omit<BuildOptions, "entryPoints"> & { readonly entryPoints: Record<string, string> };

/** CommonJS packages inside an ES module still ask for `require`. */
const requireBanner = {
  js: 'import { createRequire as createRequireOfNode } from "node:module"; const require = createRequireOfNode(import.meta.url);',
};

/** What is built from which entry. */
export function bundles(settings: BundleSettings): Readonly<Record<BundleName, Bundle>> {
  const common = {
    absWorkingDir: root,
    bundle: true,
    minify: settings.production,
    sourcemap: !settings.production,
    legalComments: "none",
    logLevel: "warning",
    metafile: true,
  } satisfies BuildOptions;
  const nodeModule = {
    ...common,
    platform: "node",
    format: "esm",
    target: "node20",
    outdir: "dist",
    outExtension: { ".js": ".mjs" },
    banner: requireBanner,
    external: ["better-sqlite3", "@duckdb/node-bindings-*", "onnxruntime-node"],
  } satisfies BuildOptions;
  return {
    extension: {
      ...common,
      entryPoints: { extension: "src/extension.ts" },
      platform: "node",
      format: "cjs",
      target: "node20",
      outdir: "dist",
      outExtension: { ".js": ".cjs" },
      external: ["vscode"],
    },
    engine: {
      ...nodeModule,
      entryPoints: {
        engine: "src/engine/main.ts",
        readWorker: "src/store/readWorker.ts",
        importWorker: "src/transfer/import/worker/importWorker.ts",
        dataProcess: "src/data/process/dataProcess.ts",
        onnxProcess: "src/models/process/onnxProcess.ts",
        benchmarkProcess: "src/models/process/benchmarkProcess.ts",
        evaluationProcess: "src/models/process/evaluationProcess.ts",
      },
    },
    cli: { ...nodeModule, entryPoints: { cli: "src/cli/main.ts" } },
    webview: {
      ...common,
      entryPoints: {
        run: "webview/run/main.ts",
        runs: "webview/runs/main.ts",
        compare: "webview/compare/main.ts",
        model: "webview/model/main.ts",
        versions: "webview/versions/main.ts",
        grid: "webview/grid/main.ts",
        drift: "webview/drift/main.ts",
        profile: "webview/profile/main.ts",
        dataset: "webview/dataset/main.ts",
        lineage: "webview/lineage/main.ts",
        quarantine: "webview/quarantine/main.ts",
        onnx: "webview/onnx/main.ts",
        evaluation: "webview/evaluation/main.ts",
        benchmark: "webview/benchmark/main.ts",
        optimise: "webview/optimise/main.ts",
      },
      platform: "browser",
      format: "esm",
      target: "chrome128",
      outdir: "dist/webview",
      loader: { ".ttf": "file", ".woff2": "file", ".svg": "dataurl" },
      assetNames: "[name]",
    },
  };
}

import { basename, dirname } from "node:path";
import { commands, type Disposable, Uri, window } from "vscode";
import * as z from "zod";
import { type BenchmarkPageContract, benchmarkPageContract } from "../../protocol/benchmarkPageContract.ts";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import { onnxEditorType } from "../ids.ts";
import { exportReport } from "./exportReport.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";

export interface BenchmarkPanels extends Disposable {
  /** Shows how fast a model is; the open page of the same file, if there is one. */
  open(path: string): void;
}

const PageState = z.object({ path: z.string().min(1) });

/** The benchmarks in this window. They come back after a reload, which measures nothing. */
export function createBenchmarkPanels(deps: PageDeps): BenchmarkPanels {
  return createPanelSet<string>({
    name: "benchmark",
    extensionUri: deps.extensionUri,
    title: (path) => `Benchmark: ${shorten(oneLine(basename(path)), 30)}`,
    same: (a, b) => a === b,
    restore: (state) => PageState.safeParse(state).data?.path,
    mount: (open) => mountBenchmarkPage(deps, open),
  });
}

function mountBenchmarkPage(deps: PageDeps, open: OpenPanel<string>): MountedPage {
  const name = basename(open.shown);
  const handlers: Handlers<BenchmarkPageContract> = {
    "page/ready": () => ({ path: open.shown, name }),
    "benchmark/measure": (params, { signal, report }) =>
      deps.engine.request("benchmark/measure", params, signal, report),
    "benchmark/list": (params, { signal }) => deps.engine.request("benchmark/list", params, signal),
    "benchmark/kept": (params, { signal }) => deps.engine.request("benchmark/kept", params, signal),
    "benchmark/compare": (params, { signal }) => deps.engine.request("benchmark/compare", params, signal),
    "page/chooseModel": async () => {
      const [file] =
        (await window.showOpenDialog({
          title: `Measure which model in turns with ${name}?`,
          openLabel: "Measure",
          defaultUri: Uri.file(dirname(open.shown)),
          filters: { "ONNX models": ["onnx"] },
        })) ?? [];
      return { path: file?.fsPath ?? null };
    },
    "page/openModel": async ({ path }) => {
      await commands.executeCommand("vscode.openWith", Uri.file(path), onnxEditorType);
      return {};
    },
    "page/export": (report) => exportReport({ ...report, name: `benchmark-${name.replace(/\.onnx$/i, "")}` }),
  };
  return mountPage(deps, {
    panel: open.panel,
    bundle: "benchmark",
    folders: [],
    serve(connection) {
      const answers = answerer(benchmarkPageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}

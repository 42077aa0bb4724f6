import { basename } from "node:path";
import { type Disposable, RelativePattern, Uri, window, workspace } from "vscode";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { type OnnxPageContract, onnxPageContract } from "../../protocol/onnxPageContract.ts";
import { runCommand } from "../commandRunner.ts";
import { onnxEditorType } from "../ids.ts";
import { mountPage, type PageDeps } from "../panels/mountPage.ts";
import { pageHandlers } from "../panels/reportHandlers.ts";

/** Shows ONNX files, which are never changed. */
export function registerOnnxEditor(page: PageDeps): Disposable {
  return window.registerCustomEditorProvider(
    onnxEditorType,
    {
      openCustomDocument: (uri: Uri) => ({ uri, dispose: () => undefined }),
      resolveCustomEditor({ uri }, panel) {
        const { engine } = page;
        const handlers: Handlers<OnnxPageContract> = {
          ...pageHandlers,
          "onnx/origins": (params, { signal }) => engine.request("onnx/origins", params, signal),
          "page/ready": () => ({ path: uri.fsPath, name: basename(uri.fsPath) }),
          "page/benchmark": async () => {
            await runCommand("tidemark.onnx.benchmark", uri);
            return {};
          },
          "page/optimise": async () => {
            await runCommand("tidemark.onnx.optimise", uri);
            return {};
          },
          "onnx/inspect": (params, { signal }) => engine.request("onnx/inspect", params, signal),
          "onnx/graph": (params, { signal }) => engine.request("onnx/graph", params, signal),
          "onnx/statistics": (params, { signal }) => engine.request("onnx/statistics", params, signal),
        };
        let tellChanged = (): void => undefined;
        const mounted = mountPage(page, {
          panel,
          bundle: "onnx",
          folders: [],
          serve(connection) {
            const answers = answerer(onnxPageContract, connection, handlers);
            tellChanged = () => void answers.emit("fileChanged", {}).catch(() => undefined);
            return {
              changed: (change) => answers.emit("changed", change),
              engine: (state) => answers.emit("engine", state),
            };
          },
        });
        const name = basename(uri.fsPath).replace(/[[\]{}*?]/g, "[$&]");
        const watcher = workspace.createFileSystemWatcher(new RelativePattern(Uri.joinPath(uri, ".."), name));
        watcher.onDidChange(() => tellChanged());
        watcher.onDidCreate(() => tellChanged());
        panel.onDidDispose(() => {
          watcher.dispose();
          mounted.dispose();
        });
      },
    },
    { supportsMultipleEditorsPerDocument: true },
  );
}

import { basename } from "node:path";
import { commands, type Disposable, Uri } from "vscode";
import * as z from "zod";
import { answerer } from "../../protocol/channel.ts";
import type { Handlers } from "../../protocol/contract.ts";
import { notFound } from "../../protocol/errors.ts";
import { type OptimisePageContract, optimisePageContract } from "../../protocol/optimisePageContract.ts";
import { oneLine, shorten } from "../experiments/labels.ts";
import { onnxEditorType } from "../ids.ts";
import { chosenPython } from "../onnx/chosenPython.ts";
import type { BenchmarkPanels } from "./benchmarkPanels.ts";
import type { EvaluationPanels } from "./evaluationPanels.ts";
import { exportReport } from "./exportReport.ts";
import { type MountedPage, mountPage, type PageDeps } from "./mountPage.ts";
import { createPanelSet, type OpenPanel } from "./panelSet.ts";

export interface OptimisePanels extends Disposable {
  /** Makes smaller models of one; the open page of the same file, if there is one. */
  open(path: string): void;
}

interface OptimiseDeps {
  readonly page: PageDeps;
  readonly benchmarks: BenchmarkPanels;
  readonly evaluations: EvaluationPanels;
}

const PageState = z.object({ path: z.string().min(1) });

/** The pages on smaller models in this window. They come back after a reload, which makes nothing. */
export function createOptimisePanels(deps: OptimiseDeps): OptimisePanels {
  return createPanelSet<string>({
    name: "optimise",
    extensionUri: deps.page.extensionUri,
    title: (path) => `Optimise: ${shorten(oneLine(basename(path)), 30)}`,
    same: (a, b) => a === b,
    restore: (state) => PageState.safeParse(state).data?.path,
    mount: (open) => mountOptimisePage(deps, open),
    stays: true,
  });
}

function mountOptimisePage({ page, benchmarks, evaluations }: OptimiseDeps, open: OpenPanel<string>): MountedPage {
  const { engine } = page;
  const name = basename(open.shown);
  const handlers: Handlers<OptimisePageContract> = {
    "page/ready": async () => ({ path: open.shown, name, python: (await chosenPython(open.shown)) ?? null }),
    "optimise/compare": (params, { signal, report }) => engine.request("optimise/compare", params, signal, report),
    "optimise/evaluations": (params, { signal }) => engine.request("optimise/evaluations", params, signal),
    "page/openModel": async ({ path }) => {
      await commands.executeCommand("vscode.openWith", Uri.file(path), onnxEditorType);
      return {};
    },
    "page/benchmark": ({ path }) => {
      benchmarks.open(path);
      return {};
    },
    "page/evaluate": async ({ path, how, evaluation }) => {
      const declared = await engine.request("evaluation/declared", {});
      const found = declared.evaluations.find((one) => one.name === evaluation);
      if (found === undefined) throw notFound(`tidemark.yaml declares no evaluation "${evaluation}" any more.`);
      const question = { ...found.question, path, baseline: open.shown, gates: [] };
      evaluations.open({ name: `${evaluation}, ${how}`, question, isDeclared: false });
      return {};
    },
    "page/export": (report) => exportReport({ ...report, name: `optimised-${name.replace(/\.onnx$/i, "")}` }),
  };
  return mountPage(page, {
    panel: open.panel,
    bundle: "optimise",
    folders: [],
    serve(connection) {
      const answers = answerer(optimisePageContract, connection, handlers);
      return {
        changed: (change) => answers.emit("changed", change),
        engine: (state) => answers.emit("engine", state),
      };
    },
  });
}

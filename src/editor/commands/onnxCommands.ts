import { type Disposable, type TabInputCustom, type Uri, window } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import { onnxEditorType } from "../ids.ts";
import type { BenchmarkPanels } from "../panels/benchmarkPanels.ts";
import type { OptimisePanels } from "../panels/optimisePanels.ts";

export interface OnnxCommandDeps {
  readonly register: RegisterCommands;
  readonly benchmarks: BenchmarkPanels;
  readonly optimising: OptimisePanels;
}

/** What can be done with a model's file. */
export const registerOnnxCommands = ({ register, benchmarks, optimising }: OnnxCommandDeps): Disposable =>
  register("onnx", {
    "tidemark.onnx.benchmark": async (file?: Uri) => {
      const model = file ?? activeModel() ?? (await askedFor("Benchmark which model?"));
      if (model !== undefined) benchmarks.open(model.fsPath);
    },
    "tidemark.onnx.optimise": async (file?: Uri) => {
      const model = file ?? activeModel() ?? (await askedFor("Optimise which model?"));
      if (model !== undefined) optimising.open(model.fsPath);
    },
  });

/** The model in the active editor. */
function activeModel(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return isModel(input) ? input.uri : undefined;
}

const isModel = (input: unknown): input is TabInputCustom =>
  typeof input === "object" && input !== null && "viewType" in input && input.viewType === onnxEditorType;

async function askedFor(title: string): Promise<Uri | undefined> {
  const filters = { "ONNX models": ["onnx"] };
  const [chosen] = (await window.showOpenDialog({ title, openLabel: "Choose", filters })) ?? [];
  return chosen;
}

import {
  type Disposable,
  type LogOutputChannel,
  RelativePattern,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  tests,
  Uri,
  workspace,
} from "vscode";
import type { DeclaredAt } from "../../protocol/checkEntities.ts";
import { rangeOf } from "../data/diagnostic.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { isCancelled } from "../showError.ts";
import { type EvaluationEntry, evaluationEntries } from "./gateItems.ts";
import { runGates } from "./runGates.ts";

/** The gates of declared evaluations among the editor's tests. There is no list of tests where none are declared. */
export function registerGateTests(engine: EngineHost, log: LogOutputChannel): Disposable {
  const { folder } = engine;
  if (folder === null) return { dispose: () => undefined };
  let list: GateList | undefined;
  const onError = (error: unknown): void => {
    if (!isCancelled(error))
      log.warn(`Evaluations could not be listed: ${error instanceof Error ? error.message : error}`);
  };
  const declared = async (): Promise<EvaluationEntry[]> =>
    evaluationEntries(await engine.request("evaluation/declared", {}));
  const look = async (): Promise<void> => {
    if (engine.state.kind !== "connected") return;
    if (list === undefined) {
      const configs = await workspace.findFiles(new RelativePattern(folder, configFiles), null, 1);
      if (configs.length === 0) return;
    }
    const entries = await declared();
    if (list === undefined && entries.length > 0) list = gateList(engine, declared);
    list?.show(entries);
  };
  const lookAgain = (): void => void look().catch(onError);
  const configs = workspace.createFileSystemWatcher(new RelativePattern(folder, configFiles));
  const judged = workspace.createFileSystemWatcher(new RelativePattern(folder, judgedFiles));
  const outdate = (): void => list?.outdate();
  const subscriptions = [
    configs,
    configs.onDidChange(lookAgain),
    configs.onDidCreate(lookAgain),
    configs.onDidDelete(lookAgain),
    judged,
    judged.onDidChange(outdate),
    judged.onDidCreate(outdate),
    engine.onState(lookAgain),
  ];
  lookAgain();
  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
      list?.dispose();
    },
  };
}

const configFiles = "tidemark.{yaml,yml,json}";
/** Models and rows. JSON is left out: editors and tools write it all the time. */
const judgedFiles = "**/*.{onnx,csv,tsv,tab,jsonl,ndjson,parquet,pq,arrow,feather,gz,zst}";

interface GateList extends Disposable {
  show(entries: readonly EvaluationEntry[]): void;
  /** What was found is of another model, or of other rows. */
  outdate(): void;
}

function gateList(engine: EngineHost, declared: () => Promise<EvaluationEntry[]>): GateList {
  const controller = tests.createTestController("tidemark.gates", "Evaluations of models");
  const shown = new Map<string, string>();
  const show = (entries: readonly EvaluationEntry[]): void => {
    const items = entries.map((entry) => {
      const item = itemOf(controller, entry);
      const asked = JSON.stringify(entry.asked);
      if (shown.has(entry.name) && shown.get(entry.name) !== asked) controller.invalidateTestResults(item);
      shown.set(entry.name, asked);
      return item;
    });
    controller.items.replace(items);
  };
  const refresh = async (): Promise<readonly EvaluationEntry[]> => {
    const entries = await declared();
    show(entries);
    return entries;
  };
  controller.refreshHandler = async () => void (await refresh());
  controller.createRunProfile(
    "Evaluate",
    TestRunProfileKind.Run,
    (request, token) => runGates({ controller, engine, refresh }, request, token),
    true,
  );
  return {
    show,
    outdate: () => controller.invalidateTestResults(),
    dispose: () => controller.dispose(),
  };
}

/** The item of an evaluation with its gates below. Those that are there stay, with their results. */
function itemOf(controller: TestController, { name, place, gates, asked }: EvaluationEntry): TestItem {
  const item = placed(controller, controller.items.get(name), { id: name, label: name, place });
  item.error = "problem" in asked ? asked.problem : undefined;
  item.children.replace(
    gates.map((gate, at) => {
      const id = String(at);
      return placed(controller, item.children.get(id), { id, label: gate.title, place: gate.place });
    }),
  );
  return item;
}

function placed(
  controller: TestController,
  known: TestItem | undefined,
  { id, label, place }: { readonly id: string; readonly label: string; readonly place: DeclaredAt },
): TestItem {
  const item = known?.uri?.fsPath === place.file ? known : controller.createTestItem(id, label, Uri.file(place.file));
  item.label = label;
  item.range = rangeOf(place.range);
  // Gates stand in the order of the file, not of the alphabet.
  item.sortText =
    String(place.range.start.line).padStart(6, "0") + String(place.range.start.character).padStart(6, "0");
  return item;
}

import {
  type CancellationToken,
  Location,
  ProgressLocation,
  type TestController,
  type TestItem,
  TestMessage,
  type TestRun,
  type TestRunRequest,
  window,
} from "vscode";
import type { EvaluationQuestion, EvaluationResult } from "../../protocol/evaluationEntities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { isCancelled } from "../showError.ts";
import { withSignal } from "../withSignal.ts";
import { type EvaluationEntry, outputOf } from "./gateItems.ts";

interface GateRunner {
  readonly controller: TestController;
  readonly engine: EngineHost;
  /** What is declared now, with the items to match. */
  readonly refresh: () => Promise<readonly EvaluationEntry[]>;
}

/** Evaluates what was asked for, one after another, and tells how each gate went. */
export async function runGates(
  { controller, engine, refresh }: GateRunner,
  request: TestRunRequest,
  token: CancellationToken,
): Promise<void> {
  const wanted = request.include?.map(idOf);
  const left = new Set(request.exclude?.map(idOf));
  const isWanted = (item: TestItem): boolean => {
    const ids = [idOf(item), ...(item.parent === undefined ? [] : [idOf(item.parent)])];
    return !ids.some((id) => left.has(id)) && (wanted === undefined || ids.some((id) => wanted.includes(id)));
  };
  const run = controller.createTestRun(request);
  try {
    await withSignal(run.token, async (ended) =>
      withSignal(token, async (cancelled) => {
        const signal = AbortSignal.any([ended, cancelled]);
        for (const entry of await refresh()) {
          const item = controller.items.get(entry.name);
          if (item === undefined) continue;
          // One without gates has its figures told, and passes nothing.
          const judged = itemsOf(entry.gates.length === 0 ? [item] : item.children).filter(isWanted);
          if (judged.length === 0) continue;
          if (signal.aborted) for (const each of judged) run.skipped(each);
          else await evaluate(run, { entry, judged, engine, signal });
        }
      }),
    );
  } catch (error) {
    run.appendOutput(lines(`${error instanceof Error ? error.message : String(error)}\n`));
    for (const item of request.include ?? itemsOf(controller.items)) run.errored(item, messageAt(item, error));
  } finally {
    run.end();
  }
}

interface Asked {
  readonly entry: EvaluationEntry;
  readonly judged: readonly TestItem[];
  readonly engine: EngineHost;
  readonly signal: AbortSignal;
}

async function evaluate(run: TestRun, { entry, judged, engine, signal }: Asked): Promise<void> {
  for (const item of judged) run.started(item);
  try {
    if ("problem" in entry.asked) throw new Error(entry.asked.problem);
    const result = await withProgress(entry.name, entry.asked.question, engine, signal);
    run.appendOutput(lines(`${outputOf(entry.name, result)}\n`));
    for (const item of judged) tell(run, item, result);
  } catch (error) {
    if (isCancelled(error) || signal.aborted) {
      for (const item of judged) run.skipped(item);
      return;
    }
    run.appendOutput(lines(`${entry.name} could not run: ${error instanceof Error ? error.message : String(error)}\n`));
    for (const item of judged) run.errored(item, messageAt(item, error));
  }
}

/** A gate passes only where its outcome says so. */
function tell(run: TestRun, item: TestItem, { gates }: EvaluationResult): void {
  const outcome = gates[Number(item.id)];
  if (item.parent === undefined) {
    run.skipped(item);
  } else if (outcome === undefined) {
    run.errored(item, messageAt(item, "The evaluation says nothing about this gate."));
  } else if (outcome.verdict === "passed") {
    run.passed(item);
  } else {
    const message = messageAt(item, outcome.words);
    if (outcome.verdict === "failed") run.failed(item, message);
    else run.errored(item, message);
  }
}

function withProgress(
  name: string,
  question: EvaluationQuestion,
  engine: EngineHost,
  signal: AbortSignal,
): Thenable<EvaluationResult> {
  return window.withProgress({ location: ProgressLocation.Window, title: `Evaluating ${name}` }, (progress) =>
    engine.request("evaluation/run", question, signal, ({ step, share }) =>
      progress.report({ message: `${step}, ${Math.floor(100 * share)} %` }),
    ),
  );
}

function messageAt(item: TestItem, why: unknown): TestMessage {
  const message = new TestMessage(why instanceof Error ? why.message : String(why));
  if (item.uri !== undefined && item.range !== undefined) message.location = new Location(item.uri, item.range);
  return message;
}

const idOf = (item: TestItem): string =>
  item.parent === undefined ? item.id : JSON.stringify([item.parent.id, item.id]);

const itemsOf = (items: Iterable<TestItem | [string, TestItem]>): TestItem[] =>
  Array.from(items, (each) => (Array.isArray(each) ? each[1] : each));

/** A test run's output is a terminal. */
const lines = (text: string): string => text.replaceAll(/\r?\n/g, "\r\n");

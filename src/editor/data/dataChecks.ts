import { stat } from "node:fs/promises";
import {
  type Disposable,
  type LogOutputChannel,
  languages,
  RelativePattern,
  type TextDocument,
  type Uri,
  workspace,
} from "vscode";
import type { CheckReport } from "../../protocol/checkEntities.ts";
import type { CheckProgress } from "../../protocol/checkRequests.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { setting } from "../settings.ts";
import { isCancelled } from "../showError.ts";
import { type CheckQueue, createCheckQueue } from "./checkQueue.ts";
import { dataFilePattern, isConfigFile, isOwn } from "./dataFiles.ts";
import type { Checked } from "./dataNodes.ts";
import { withLateProgress } from "./lateProgress.ts";
import { Shown } from "./shown.ts";

/** A file that something else writes is looked at when it has been quiet for so long, in milliseconds. */
const quietTime = 400;
const typingPause = 300;
/** Larger files are checked when they change, or when it is asked for, not each time a window opens. */
const largestAtStart = 100 * 2 ** 20;

/** What to check: all declared data, the data sets that files belong to, or a data set. */
export type CheckTarget = "all" | { readonly files: readonly string[] } | { readonly dataset: string };

export interface DataChecks extends Disposable {
  /** Checks now. Resolves with what was found. */
  check(what: CheckTarget, signal: AbortSignal, onProgress?: (progress: CheckProgress) => void): Promise<CheckReport>;
  /** Shows what something else has checked. */
  show(report: CheckReport): void;
  /** What was found last, by the data set's name. */
  readonly checked: ReadonlyMap<string, Checked>;
  onDidChange(listener: () => void): Disposable;
}

/** Checks declared data when it is saved or changes on disk, and keeps the Problems panel in step. */
export function createDataChecks(engine: EngineHost, log: LogOutputChannel): DataChecks {
  const { folder } = engine;
  const shown = new Shown(languages.createDiagnosticCollection("tidemark"));
  const onError = (error: unknown): void => {
    if (!isCancelled(error)) log.warn(`Data could not be checked: ${error instanceof Error ? error.message : error}`);
  };
  const request: DataChecks["check"] = async (what, signal, onProgress) => {
    const report = await engine.request("data/check", askedOf(what), signal, onProgress);
    shown.show(report, what === "all");
    return report;
  };
  const queue = createCheckQueue(
    (files, signal) =>
      withLateProgress("Checking data…", signal, (either, onProgress) =>
        request(files === "all" ? "all" : { files }, either, onProgress).then(() => undefined),
      ),
    onError,
  );
  const subscriptions: Disposable[] = [shown];
  const isUsable = (): boolean => engine.state.kind === "connected";

  if (folder !== null) {
    const watch = watchFiles(folder, { shown, queue, isUsable });
    const typing = watchTyping(folder, { engine, shown, isUsable, onError });
    let begun = false;
    const begin = (): void => {
      if (begun || !isUsable() || !setting("data.checkOnSave")) return;
      begun = true;
      checkAtStart(folder, engine, queue).catch(onError);
    };
    subscriptions.push(watch, typing, engine.onState(begin));
    begin();
  }
  return {
    check: request,
    show: (report) => shown.show(report, false),
    checked: shown.checked,
    onDidChange: shown.onDidChange,
    dispose() {
      queue.dispose();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

function askedOf(what: CheckTarget): { files?: string[]; datasets?: string[] } {
  if (what === "all") return {};
  return "dataset" in what ? { datasets: [what.dataset] } : { files: [...what.files] };
}

/** Nothing is started for a folder that declares nothing. */
async function checkAtStart(folder: string, engine: EngineHost, queue: CheckQueue): Promise<void> {
  const configs = await workspace.findFiles(new RelativePattern(folder, "tidemark.{yaml,yml,json}"), null, 1);
  if (configs.length === 0) return;
  const { datasets } = await engine.request("data/datasets", {});
  const files = datasets.flatMap((dataset) => dataset.files);
  const small = files.filter(({ size }) => size !== null && size <= largestAtStart);
  queue.add(small.length === files.length ? "all" : small.map(({ path }) => path));
}

interface Watching {
  readonly shown: Shown;
  readonly queue: CheckQueue;
  readonly isUsable: () => boolean;
}

/** Saves are complete at once; what other programs write is waited for. */
function watchFiles(folder: string, { shown, queue, isUsable }: Watching): Disposable {
  const timers = new Map<string, NodeJS.Timeout>();
  const wanted = (path: string): boolean =>
    isUsable() && !isOwn(path) && (setting("data.checkOnSave") || isConfigFile(path, folder));
  const add = (path: string): void => {
    // Which data sets there are is shown whether or not they are checked.
    if (!setting("data.checkOnSave")) shown.touch();
    else if (isConfigFile(path, folder)) queue.add("all");
    else if (shown.knows(path)) queue.add([path]);
  };
  const saved = ({ uri }: TextDocument): void => {
    if (uri.scheme !== "file" || !wanted(uri.fsPath)) return;
    clearTimeout(timers.get(uri.fsPath));
    add(uri.fsPath);
  };
  const changed = (uri: Uri): void => {
    const path = uri.fsPath;
    if (!wanted(path)) return;
    clearTimeout(timers.get(path));
    const look = async (): Promise<void> => {
      timers.delete(path);
      const found = await stat(path).catch(() => undefined);
      // The save that it comes from has been checked already.
      if (found !== undefined && shown.isChecked(path, found.size, found.mtimeMs)) return;
      if (isConfigFile(path, folder) || shown.knows(path)) add(path);
      // It may belong to a data set's pattern: that is known when all are looked at.
      else if (shown.hasDatasets) queue.add([path]);
    };
    timers.set(
      path,
      setTimeout(() => void look(), quietTime),
    );
  };
  const watcher = workspace.createFileSystemWatcher(new RelativePattern(folder, dataFilePattern));
  const subscriptions = [
    watcher,
    watcher.onDidChange(changed),
    watcher.onDidCreate(changed),
    watcher.onDidDelete((uri) => {
      const path = uri.fsPath;
      if (!wanted(path) || !(shown.knows(path) || isConfigFile(path, folder))) return;
      if (setting("data.checkOnSave")) queue.add("all");
      else shown.touch();
    }),
    workspace.onDidSaveTextDocument(saved),
  ];
  return {
    dispose() {
      for (const timer of timers.values()) clearTimeout(timer);
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

interface Typing {
  readonly engine: EngineHost;
  readonly shown: Shown;
  readonly isUsable: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** Tells what is wrong in a configuration while it is written. */
function watchTyping(folder: string, { engine, shown, isUsable, onError }: Typing): Disposable {
  let timer: NodeJS.Timeout | undefined;
  let abort = new AbortController();
  const look = async (document: TextDocument): Promise<void> => {
    abort.abort();
    abort = new AbortController();
    const { version } = document;
    const asked = { text: document.getText(), fileName: document.fileName };
    const { problems } = await engine.request("data/configProblems", asked, abort.signal);
    if (document.version === version) shown.showConfig(document.uri.fsPath, problems);
  };
  const changed = (document: TextDocument): void => {
    if (document.uri.scheme !== "file" || !isConfigFile(document.uri.fsPath, folder) || !isUsable()) return;
    clearTimeout(timer);
    timer = setTimeout(() => void look(document).catch(onError), typingPause);
  };
  const subscriptions = [
    workspace.onDidChangeTextDocument(({ document }) => changed(document)),
    workspace.onDidOpenTextDocument(changed),
  ];
  return {
    dispose() {
      clearTimeout(timer);
      abort.abort();
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

import { env, ProgressLocation, Uri, window, workspace } from "vscode";
import type { PushProgress, PushSelection, PushSummary } from "../../protocol/push.ts";
import { manyRuns, sentWords, sizeWords } from "../../protocol/pushWords.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import type { Remotes } from "./remotes.ts";
import { summaryText } from "./summaryText.ts";

/** Asks where to, pushes with progress, and says what came of it. */
export async function runPush(engine: EngineHost, remotes: Remotes, selection: PushSelection): Promise<void> {
  const url = await remotes.choose("Push to which MLflow server?");
  if (url === undefined) return;
  const size = await engine.request("push/measure", { selection });
  if (size.runs > manyRuns && !(await isMeant(sizeWords(size), url))) return;
  for (;;) {
    const summary = await withProgress(engine, remotes, selection, url);
    if (!summary.unauthenticated) return tell(summary);
    if (!(await remotes.signIn(url))) return;
  }
}

async function isMeant(size: string, url: string): Promise<boolean> {
  const push = "Push";
  const chosen = await window.showWarningMessage(`Push ${size} to ${url}?`, { modal: true }, push);
  return chosen === push;
}

async function withProgress(
  engine: EngineHost,
  remotes: Remotes,
  selection: PushSelection,
  url: string,
): Promise<PushSummary> {
  const remote = await remotes.open(url);
  const options = { location: ProgressLocation.Notification, title: `Pushing to ${url}`, cancellable: true };
  return window.withProgress(options, (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let shown = 0;
    const onProgress = ({ runsDone, runs, sent, waiting }: PushProgress): void => {
      const percent = runs === 0 ? 0 : (100 * runsDone) / runs;
      const message = waiting === null ? `${runsDone} of ${runs} runs: ${sentWords(sent)}` : oneLine(waiting);
      progress.report({ message, increment: percent - shown });
      shown = percent;
    };
    return engine.request("push/start", { selection, remote }, abort.signal, onProgress);
  });
}

async function tell(summary: PushSummary): Promise<void> {
  const { sent, failureCount, interrupted, notes, page } = summary;
  const isWhole = failureCount === 0 && interrupted === null;
  const words = [
    `Pushed ${sentWords(sent)}.`,
    interrupted === null ? "" : `It ended early: ${oneLine(interrupted)} Pushing again goes on there.`,
    failureCount === 0 ? "" : `${failureCount} could not be pushed.`,
  ];
  const message = `Tidemark: ${words.filter((each) => each !== "").join(" ")}`;
  const open = "Open in browser";
  const details = "Show details";
  const offers = [...(page === null ? [] : [open]), ...(isWhole && notes.length === 0 ? [] : [details])];
  const show = isWhole ? window.showInformationMessage : window.showWarningMessage;
  const chosen = await show(message, ...offers);
  if (chosen === open && page !== null) await env.openExternal(Uri.parse(page, true));
  if (chosen === details) {
    const document = await workspace.openTextDocument({ content: summaryText(summary), language: "markdown" });
    await window.showTextDocument(document);
  }
}

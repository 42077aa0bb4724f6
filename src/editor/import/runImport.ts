import { ProgressLocation, window } from "vscode";
import { TidemarkError } from "../../protocol/errors.ts";
import type { ImportSummary } from "../../protocol/import.ts";
import { progressWords, skippedWords, writtenWords } from "../../protocol/importWords.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { Remotes } from "../push/remotes.ts";
import { isCancelled } from "../showError.ts";
import { type ChosenSource, chooseSource } from "./chooseSource.ts";
import { openSkipped } from "./skippedDocument.ts";

/** Asks what, imports it with progress, and says what came of it. */
export async function runImport(engine: EngineHost, remotes: Remotes): Promise<void> {
  const source = await chooseSource(engine, remotes);
  if (source === undefined) return;
  for (;;) {
    try {
      return await tell(source.place, await withProgress(engine, remotes, source));
    } catch (error) {
      if (isCancelled(error)) return tellOfCancelling();
      if (!(await isWorthAnotherTry(error, remotes, source))) return;
    }
  }
}

/** @throws the error, when there is nothing that the user could do about a server */
async function isWorthAnotherTry(error: unknown, remotes: Remotes, { kind, place }: ChosenSource): Promise<boolean> {
  if (kind !== "mlflowServer" || !(error instanceof TidemarkError)) throw error;
  if (error.code === "unauthenticated") return remotes.signIn(place);
  if (error.code !== "unavailable") throw error;
  const again = "Try again";
  return (await window.showErrorMessage(`Tidemark: ${error.message}`, again)) === again;
}

function tellOfCancelling(): void {
  void window.showInformationMessage(
    "Tidemark: The import was cancelled. What was written stays; importing again goes on from there.",
  );
}

async function withProgress(engine: EngineHost, remotes: Remotes, source: ChosenSource): Promise<ImportSummary> {
  const isServer = source.kind === "mlflowServer";
  const { credentials } = isServer ? await remotes.open(source.place) : { credentials: undefined };
  const options = {
    location: ProgressLocation.Notification,
    title: `Importing from ${source.place}`,
    cancellable: true,
  };
  return window.withProgress(options, (progress, token) => {
    const abort = new AbortController();
    token.onCancellationRequested(() => abort.abort());
    let shown = 0;
    const request = { ...source, ...(credentials === undefined ? {} : { credentials }) };
    return engine.request("import/start", request, abort.signal, (state) => {
      const done = state.runs === null || state.runs === 0 ? 0 : (100 * state.runsDone) / state.runs;
      progress.report({ message: progressWords(state), increment: Math.max(0, done - shown) });
      shown = Math.max(shown, done);
    });
  });
}

async function tell(place: string, summary: ImportSummary): Promise<void> {
  const message = `Tidemark: Imported ${writtenWords(summary.written)}.`;
  if (summary.skippedCount === 0) {
    void window.showInformationMessage(message);
    return;
  }
  const show = "Show what was skipped";
  const chosen = await window.showInformationMessage(`${message} ${skippedWords(summary)}.`, show);
  if (chosen === show) await openSkipped(place, summary);
}

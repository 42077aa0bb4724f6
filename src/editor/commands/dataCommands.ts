import { type Disposable, commands as editorCommands, ProgressLocation, type Uri, window } from "vscode";
import type { CheckReport } from "../../protocol/checkEntities.ts";
import type { RegisterCommands } from "../commandRunner.ts";
import type { DataChecks } from "../data/dataChecks.ts";

/** Checking data. */
export const registerDataCommands = (register: RegisterCommands, checks: DataChecks): Disposable =>
  register("data", {
    "tidemark.data.check": async (file?: Uri) => {
      const report = await window.withProgress(
        { location: ProgressLocation.Notification, title: "Checking data…", cancellable: true },
        (_, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          return checks.check(file, abort.signal);
        },
      );
      await tell(report);
    },
  });

async function tell({ config, datasets }: CheckReport): Promise<void> {
  if (config.file === null) {
    await window.showInformationMessage(
      "Nothing is declared yet: a tidemark.yaml in this folder says what data promises.",
    );
    return;
  }
  if (datasets.length === 0) {
    await window.showInformationMessage("No data set is declared for this.");
    return;
  }
  const outcomes = datasets.flatMap((dataset) => dataset.outcomes);
  const failed = outcomes.filter(({ state }) => state === "failed").length;
  const unable = outcomes.filter(({ state }) => state === "couldNotRun").length;
  const what = `${datasets.length === 1 ? (datasets[0]?.dataset ?? "") : `${datasets.length} data sets`}`;
  if (failed + unable === 0) {
    await window.showInformationMessage(`${what}: all ${outcomes.length} checks passed.`);
    return;
  }
  const words = [failed > 0 ? `${failed} failed` : "", unable > 0 ? `${unable} could not run` : ""].filter(Boolean);
  const show = "Show problems";
  const message = `${what}: of ${outcomes.length} checks ${words.join(", ")}.`;
  if ((await window.showWarningMessage(message, show)) === show) {
    await editorCommands.executeCommand("workbench.actions.view.problems");
  }
}

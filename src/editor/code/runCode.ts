import { join } from "node:path";
import { commands, ProgressLocation, Uri, window } from "vscode";
import type { RunSummary } from "../../protocol/entities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { runLabel } from "../experiments/labels.ts";
import { codeUriParts, type DiffSides, diffSides } from "./codeUri.ts";

/** What can be done with the code that a run was started from. */
export interface RunCode {
  compareWithWorkTree(run: RunSummary): Promise<void>;
  /** Shows what changed from the older run's code to the newer run's. */
  diff(first: RunSummary, second: RunSummary): Promise<void>;
  restore(run: RunSummary): Promise<void>;
}

export function createRunCode(engine: EngineHost): RunCode {
  return {
    async compareWithWorkTree(run) {
      const answer = await engine.request("code/changes", { runId: run.id, against: "workTree" });
      await showDiff(
        `${runLabel(run)} ↔ work tree`,
        answer.repository,
        diffSides(answer),
        "The work tree is as the run's code was.",
      );
    },
    async diff(first, second) {
      const [older, newer] = first.startTime <= second.startTime ? [first, second] : [second, first];
      const answer = await engine.request("code/changes", { runId: older.id, against: { runId: newer.id } });
      const title = `${runLabel(older)} ↔ ${runLabel(newer)}`;
      await showDiff(title, answer.repository, diffSides(answer), "Both runs were started from the same code.");
    },
    async restore(run) {
      const { repository } = await engine.request("code/get", { runId: run.id });
      const parent = await window.showOpenDialog({
        title: `Restore the code of ${runLabel(run)}: in which folder should the new worktree be made?`,
        openLabel: "Restore here",
        canSelectFolders: true,
        canSelectFiles: false,
        ...(repository === null ? {} : { defaultUri: Uri.file(join(repository, "..")) }),
      });
      const [chosen] = parent ?? [];
      if (chosen === undefined) return;
      const folder = join(chosen.fsPath, `${safeName(runLabel(run))}-${run.id.slice(0, 8)}`);
      const restored = await window.withProgress(
        { location: ProgressLocation.Notification, title: `Restoring the code of ${runLabel(run)}`, cancellable: true },
        (_, token) => {
          const abort = new AbortController();
          token.onCancellationRequested(() => abort.abort());
          return engine.request("code/restore", { runId: run.id, folder }, abort.signal);
        },
      );
      const open = "Open in new window";
      if ((await window.showInformationMessage(`The run's code is in ${restored.folder}.`, open)) !== open) return;
      await commands.executeCommand("vscode.openFolder", Uri.file(restored.folder), { forceNewWindow: true });
    },
  };
}

/** A run's name as part of a folder's. */
const safeName = (name: string): string =>
  name
    .replace(/[^\w.-]+/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 60) || "run";

async function showDiff(title: string, repository: string, sides: readonly DiffSides[], same: string): Promise<void> {
  if (sides.length === 0) {
    await window.showInformationMessage(same);
    return;
  }
  const resources = sides.map(({ label, left, right }) => [
    Uri.file(join(repository, label)),
    left === null ? undefined : Uri.from(codeUriParts(left)),
    right === null
      ? undefined
      : "workTree" in right
        ? Uri.file(join(repository, right.workTree))
        : Uri.from(codeUriParts(right)),
  ]);
  await commands.executeCommand("vscode.changes", title, resources);
}

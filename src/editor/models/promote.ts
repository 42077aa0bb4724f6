import { ProgressLocation, window } from "vscode";
import { invalidParameter } from "../../protocol/errors.ts";
import type { ModelVersionSummary } from "../../protocol/modelEntities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { oneLine } from "../experiments/labels.ts";
import { withSignal } from "../withSignal.ts";
import { versionName } from "./modelLabels.ts";
import { passWords, refusalWords } from "./promotionWords.ts";
import { askAlias } from "./setAlias.ts";

/** Moves an alias to the version if it holds the gates of an evaluation that is chosen; that can be undone. */
export async function promote(engine: EngineHost, version: ModelVersionSummary): Promise<void> {
  const evaluation = await askEvaluation(engine, version);
  if (evaluation === undefined) return;
  const alias = await askAlias(engine, version);
  if (alias === undefined) return;
  const asked = { name: version.name, version: version.version, alias, evaluation };
  const title = `Evaluating ${versionName(version)}`;
  const { promotion, result } = await window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, token) =>
      withSignal(token, (signal) => {
        let shown = 0;
        return engine.request("models/promote", asked, signal, ({ step, share }) => {
          progress.report({ message: step, increment: 100 * Math.max(0, share - shown) });
          shown = Math.max(shown, share);
        });
      }),
  );
  if (promotion === null) {
    void window.showWarningMessage(refusalWords(alias, result.gates));
    return;
  }
  const before = promotion.from === null ? "" : ` It was v${promotion.from}.`;
  const undo = "Undo";
  const message = `@${alias} now means ${versionName(version)}: ${passWords(result.gates)}.${before}`;
  if ((await window.showInformationMessage(message, undo)) !== undo) return;
  await engine.request("models/undoPromotion", { name: version.name, alias });
}

/** @throws TidemarkError where no evaluation has gates */
async function askEvaluation(engine: EngineHost, version: ModelVersionSummary): Promise<string | undefined> {
  const { evaluations } = await engine.request("evaluation/declared", {});
  const items = evaluations
    .filter(({ question }) => question.gates.length > 0)
    .map(({ name, question }) => ({
      label: oneLine(name),
      description: question.gates.length === 1 ? "1 gate" : `${question.gates.length} gates`,
      name,
    }));
  if (items.length === 0) {
    throw invalidParameter(
      "tidemark.yaml declares no evaluation with gates, and they decide whether to promote a model.",
    );
  }
  const title = `Promote ${versionName(version)} if it holds the gates of which evaluation?`;
  return (await window.showQuickPick(items, { title, matchOnDescription: true }))?.name;
}

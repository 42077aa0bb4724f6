import { ProgressLocation, window } from "vscode";
import type { EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { withSignal } from "../withSignal.ts";

/**
 * Evaluates once more and keeps what the model says of each row, beside the other files that Tidemark makes.
 * @returns the file; undefined when the evaluation kept none
 */
export async function savePredictions(
  engine: EngineHost,
  name: string,
  question: EvaluationQuestion,
): Promise<string | undefined> {
  const file = `.tidemark/predictions/${name.replace(/[^A-Za-z0-9_.-]+/g, "_")}.parquet`;
  const { predictions } = await window.withProgress(
    { location: ProgressLocation.Notification, title: "Saving the predictions…", cancellable: true },
    (progress, token) =>
      withSignal(token, (signal) =>
        engine.request("evaluation/run", { ...question, predictions: file }, signal, ({ step }) =>
          progress.report({ message: step }),
        ),
      ),
  );
  return predictions?.path;
}

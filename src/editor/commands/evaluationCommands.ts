import type { Disposable, Uri } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { chooseEvaluation } from "../evaluations/chooseEvaluation.ts";
import type { EvaluationPanels } from "../panels/evaluationPanels.ts";

interface EvaluationCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly panels: EvaluationPanels;
}

/** Judging models on data. */
export const registerEvaluationCommands = ({ register, engine, panels }: EvaluationCommandsDeps): Disposable =>
  register("evaluations", {
    "tidemark.evaluations.evaluate": async (file?: Uri) => {
      const shown = await chooseEvaluation(engine.request, file);
      if (shown !== undefined) panels.open(shown);
    },
  });

import { type Disposable, commands as editorCommands, ProgressLocation, window } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import { builtWords } from "../data/builtWords.ts";
import type { DataChecks } from "../data/dataChecks.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import { withSignal } from "../withSignal.ts";

interface FeatureCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly checks: DataChecks;
}

/** Building the features that tidemark.yaml declares, and checking what they come to. */
export const registerFeatureCommands = ({ register, engine, checks }: FeatureCommandsDeps): Disposable =>
  register("features", {
    "tidemark.features.build": async () => {
      const built = await window.withProgress(
        { location: ProgressLocation.Notification, title: "Building features…", cancellable: true },
        (progress, token) =>
          withSignal(token, (signal) =>
            engine.request("features/build", {}, signal, ({ feature, done, total }) =>
              progress.report({ message: `${feature} (${done + 1} of ${total})` }),
            ),
          ),
      );
      if (built.checks !== null) checks.show(built.checks);
      const { words, isGood } = builtWords(built);
      if (isGood) {
        await window.showInformationMessage(words);
        return;
      }
      const show = "Show problems";
      if ((await window.showWarningMessage(words, show)) === show) {
        await editorCommands.executeCommand("workbench.actions.view.problems");
      }
    },
  });

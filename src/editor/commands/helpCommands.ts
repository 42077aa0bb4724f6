import { commands, type Disposable, env, window } from "vscode";
import type { RegisterCommands } from "../commandRunner.ts";
import { extensionId, walkthroughId } from "../ids.ts";

const snippet = `import mlflow

mlflow.set_experiment("my-first-experiment")
with mlflow.start_run():
    mlflow.log_param("learning_rate", 0.1)
    for step in range(100):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
`;

/** Where to read on and how to begin. */
export const registerHelpCommands = (register: RegisterCommands): Disposable =>
  register("help", {
    "tidemark.help.openSettings": () => commands.executeCommand("workbench.action.openSettings", `@ext:${extensionId}`),
    "tidemark.help.openWalkthrough": () =>
      commands.executeCommand("workbench.action.openWalkthrough", `${extensionId}#${walkthroughId}`, false),
    "tidemark.help.copySnippet": async () => {
      await env.clipboard.writeText(snippet);
      window.setStatusBarMessage("Copied: paste it into a Python file and run that in the terminal", 5000);
    },
  });

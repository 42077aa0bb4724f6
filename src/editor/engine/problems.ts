import { type Disposable, window } from "vscode";
import type { Problem } from "../../protocol/engineContract.ts";
import { runCommand } from "../commandRunner.ts";
import type { CommandId } from "../commands.ts";
import type { EngineHost } from "./engineHost.ts";

/** What to offer for which problem. */
const offers: Readonly<Record<Problem["id"], { readonly label: string; readonly command: CommandId }>> = {
  portTaken: { label: "Show address", command: "tidemark.engine.showAddress" },
  storeReadOnly: { label: "Restart engine", command: "tidemark.engine.restart" },
  diskFull: { label: "Restart engine", command: "tidemark.engine.restart" },
  storeDamaged: { label: "Show log", command: "tidemark.engine.showLog" },
  rowsWait: { label: "Show log", command: "tidemark.engine.showLog" },
  artifactsUnwritable: { label: "Show log", command: "tidemark.engine.showLog" },
};

/** Shows each of the engine's problems once until it is solved, and once that the engine can't start. */
export function showProblems(engine: EngineHost, log: { error(message: string): void }): Disposable {
  let shown: ReadonlySet<Problem["id"]> = new Set();
  const show = async (message: string, label: string, command: CommandId): Promise<void> => {
    log.error(message);
    if ((await window.showWarningMessage(`Tidemark: ${message}`, label)) === label) await runCommand(command);
  };
  const onProblems = (problems: readonly Problem[]): void => {
    for (const { id, message, advice } of problems) {
      if (!shown.has(id)) void show(`${message} ${advice}`, offers[id].label, offers[id].command);
    }
    shown = new Set(problems.map(({ id }) => id));
  };
  const subscriptions = [
    engine.on("problems", ({ problems }) => onProblems(problems)),
    engine.onState((state) => {
      if (state.kind === "connected") onProblems(state.status.problems);
      if (state.kind === "stopped" && state.error !== null && state.error.code !== "cancelled") {
        void show(state.reason, "Show log", "tidemark.engine.showLog");
      }
    }),
  ];
  return {
    dispose() {
      for (const subscription of subscriptions) subscription.dispose();
    },
  };
}

import { type Disposable, env, window } from "vscode";
import type { RunSummary } from "../../protocol/entities.ts";
import { type RegisterCommands, runCommand } from "../commandRunner.ts";
import type { CommandsOf } from "../commands.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { RunChooser } from "../experiments/chooseRuns.ts";
import type { ExperimentsView } from "../experiments/experimentsView.ts";
import { count, runLabel } from "../experiments/labels.ts";
import { askName } from "./askName.ts";
import { editTags } from "./editTags.ts";

export interface RunCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly choose: RunChooser;
  readonly view: ExperimentsView;
  /** The rest of the area, which needs pages, terminals or code. */
  readonly elsewhere: Pick<
    CommandsOf<"run">,
    | "tidemark.run.open"
    | "tidemark.run.repeatInTerminal"
    | "tidemark.run.compareWithWorkTree"
    | "tidemark.run.restoreCode"
  >;
}

/** What can be done with a run's record. */
export function registerRunCommands({ register, engine, choose, view, elsewhere }: RunCommandsDeps): Disposable {
  const setStarred = async (runs: readonly RunSummary[], starred: boolean): Promise<void> => {
    await Promise.all(runs.map(({ id }) => engine.request("runs/update", { runId: id, starred })));
  };
  return register("run", {
    ...elsewhere,
    "tidemark.run.rename": async (target, selected) => {
      const keyed = await view.keyTargets(target);
      if (keyed?.[0]?.kind === "experiment") return runCommand("tidemark.experiments.rename", keyed[0]);
      const run = await choose.one({ target, selected: keyed ?? selected }, { title: "Rename which run?" });
      if (run === undefined) return;
      const name = await askName({ title: "Rename run", value: run.name });
      if (name !== undefined) await engine.request("runs/update", { runId: run.id, name });
    },
    "tidemark.run.editTags": async (target, selected) => {
      const run = await choose.one({ target, selected }, { title: "Edit the tags of which run?" });
      if (run !== undefined) await editTags(engine, run);
    },
    "tidemark.run.editNote": async (target, selected) => {
      const run = await choose.one({ target, selected }, { title: "Edit the note of which run?" });
      if (run === undefined) return;
      const { note } = await engine.request("runs/get", { runId: run.id });
      const edited = await window.showInputBox({
        title: `Note on ${runLabel(run)}`,
        value: note.replaceAll("\n", "\\n"),
        prompt: "Markdown; \\n starts a new line. The run's page has more room.",
      });
      if (edited !== undefined) {
        await engine.request("runs/update", { runId: run.id, note: edited.replaceAll("\\n", "\n") });
      }
    },
    "tidemark.run.star": async (target, selected) =>
      setStarred(await choose.some({ target, selected }, { title: "Star which runs?", many: true }), true),
    "tidemark.run.unstar": async (target, selected) =>
      setStarred(await choose.some({ target, selected }, { title: "Unstar which runs?", many: true }), false),
    "tidemark.run.delete": async (target, selected) => {
      const keyed = await view.keyTargets(target);
      if (keyed?.[0]?.kind === "experiment") return runCommand("tidemark.experiments.delete", keyed[0]);
      const runs = await choose.some(
        { target, selected: keyed ?? selected },
        { title: "Delete which runs?", many: true },
      );
      if (runs.length === 0) return;
      const runIds = runs.map(({ id }) => id);
      await engine.request("runs/delete", { runIds });
      const undo = "Undo";
      const [first] = runs;
      const what = runs.length === 1 && first !== undefined ? `the run ${runLabel(first)}` : count(runs.length, "run");
      if ((await window.showInformationMessage(`Deleted ${what}.`, undo)) === undo) {
        await engine.request("runs/restore", { runIds });
      }
    },
    "tidemark.run.restore": async (target, selected) => {
      const question = { title: "Restore which runs?", many: true, lifecycle: "deleted" } as const;
      const runs = await choose.some({ target, selected }, question);
      if (runs.length > 0) await engine.request("runs/restore", { runIds: runs.map(({ id }) => id) });
    },
    "tidemark.run.copyId": async (target, selected) => {
      const runs = await choose.some({ target, selected }, { title: "Copy the id of which run?" });
      if (runs.length === 0) return;
      await env.clipboard.writeText(runs.map(({ id }) => id).join("\n"));
      window.setStatusBarMessage(`Copied ${runs.length === 1 ? "the run's id" : `${runs.length} ids`}`, 3000);
    },
  });
}

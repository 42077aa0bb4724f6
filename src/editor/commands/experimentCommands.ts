import { type Disposable, type QuickPickItem, window } from "vscode";
import type { Experiment } from "../../protocol/entities.ts";
import { TidemarkError } from "../../protocol/errors.ts";
import type { RegisterCommands } from "../commandRunner.ts";
import type { EngineHost } from "../engine/engineHost.ts";
import type { ExperimentsView } from "../experiments/experimentsView.ts";
import { experimentDescription, oneLine } from "../experiments/labels.ts";
import type { TreeTarget } from "../experiments/nodes.ts";
import type { RunsPanels } from "../panels/runsPanels.ts";
import { askName } from "./askName.ts";

export interface ExperimentCommandsDeps {
  readonly register: RegisterCommands;
  readonly engine: EngineHost;
  readonly view: ExperimentsView;
  readonly tables: RunsPanels;
}

/** Making, renaming, deleting and restoring experiments. */
export function registerExperimentCommands({ register, engine, view, tables }: ExperimentCommandsDeps): Disposable {
  const choose = async (
    target: TreeTarget | undefined,
    title: string,
    lifecycle: Experiment["lifecycle"] = "active",
  ): Promise<Experiment | undefined> => {
    if (target?.kind === "experiment") return target.experiment;
    const { experiments } = await engine.request("experiments/list", { lifecycle });
    return pick(experiments, title);
  };
  const restore = async (experiment: Experiment): Promise<void> => {
    await engine.request("experiments/restore", { experimentId: experiment.id });
  };
  return register("experiments", {
    "tidemark.experiments.create": async () => {
      const name = await askName({
        title: "New experiment",
        prompt: "Scripts choose it with mlflow.set_experiment(name)",
      });
      if (name !== undefined) await engine.request("experiments/create", { name });
    },
    "tidemark.experiments.table": async (target) => {
      const experiment = await choose(target, "Show the runs of which experiment?");
      if (experiment !== undefined) tables.open({ id: experiment.id, name: experiment.name });
    },
    "tidemark.experiments.rename": async (target) => {
      const experiment = await choose(target, "Rename which experiment?");
      if (experiment === undefined) return;
      const name = await askName({ title: "Rename experiment", value: experiment.name });
      if (name !== undefined) await engine.request("experiments/rename", { experimentId: experiment.id, name });
    },
    "tidemark.experiments.delete": async (target) => {
      const experiment = await choose(target, "Delete which experiment?");
      if (experiment === undefined) return;
      await engine.request("experiments/delete", { experimentId: experiment.id });
      const undo = "Undo";
      const message = `Deleted the experiment ${oneLine(experiment.name)}.`;
      if ((await window.showInformationMessage(message, undo)) === undo) await restore(experiment);
    },
    "tidemark.experiments.restore": async (target) => {
      const experiment = await choose(target, "Restore which experiment?", "deleted");
      if (experiment !== undefined) await restore(experiment);
    },
    "tidemark.experiments.refresh": () => view.refresh(),
  });
}

async function pick(experiments: readonly Experiment[], title: string): Promise<Experiment | undefined> {
  if (experiments.length === 0) throw new TidemarkError("notFound", "There is no such experiment.");
  const items: (QuickPickItem & { experiment: Experiment })[] = experiments.map((experiment) => ({
    label: oneLine(experiment.name),
    description: experimentDescription(experiment),
    experiment,
  }));
  return (await window.showQuickPick(items, { title, matchOnDescription: true }))?.experiment;
}

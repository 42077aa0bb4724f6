import type { Store } from "../store/openStore.ts";
import type { TrackingChange } from "./changes.ts";
import type { LoggedModels } from "./loggedModelTypes.ts";

/** The same logged models, which tell that their run changed: it made a model, finished or lost one, or measured it. */
export function toldModels(
  models: LoggedModels,
  store: Store,
  onChange: (change: TrackingChange) => void,
): LoggedModels {
  const changed = (runId: string): void => {
    const run = store.tables.runs.byId(runId);
    const experiment = run && store.tables.experiments.byKey(run.experiment);
    if (run === undefined || experiment === undefined) return;
    onChange({ run: { id: run.run_id, experimentId: experiment.experiment_id, summary: true, metrics: false } });
  };
  return {
    ...models,
    async create(input) {
      const made = await models.create(input);
      changed(made.sourceRunId);
      return made;
    },
    async finish(id, status) {
      const finished = await models.finish(id, status);
      changed(finished.sourceRunId);
      return finished;
    },
    async delete(id) {
      await models.delete(id);
      changed(models.get(id, { deletedToo: true }).sourceRunId);
    },
    async logMetrics(metrics) {
      await models.logMetrics(metrics);
      // Versions of the registry show the metrics of the model that they are.
      if (metrics.length > 0) onChange({ models: true });
    },
    async link(runId, links) {
      await models.link(runId, links);
      changed(runId);
    },
  };
}

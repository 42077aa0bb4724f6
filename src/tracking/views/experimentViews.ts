import type { Experiment } from "../../protocol/entities.ts";
import { notFound } from "../../protocol/errors.ts";
import type { CountedExperimentRow } from "../../store/experimentTable.ts";
import { findExperiment } from "../lookup.ts";
import type { ViewDependencies, Views } from "./views.ts";

type ExperimentViews = Pick<Views, keyof Views & `experiments/${string}`>;

/** What the editor asks about experiments. */
export function experimentViews({ store, tracking }: ViewDependencies): ExperimentViews {
  const { tables } = store;
  return {
    "experiments/list": ({ lifecycle }) => ({ experiments: tables.experiments.list(lifecycle).map(experiment) }),
    "experiments/create": async ({ name }) => {
      const id = await tracking.experiments.create({ name, tags: [] });
      const row = tables.experiments.counted(id);
      if (row === undefined) throw notFound(`No Experiment with id=${id} exists`, { experimentId: id });
      return experiment(row);
    },
    "experiments/rename": async ({ experimentId, name }) => {
      await tracking.experiments.rename(experimentId, name);
      return {};
    },
    "experiments/delete": async ({ experimentId }) => {
      await tracking.experiments.delete(experimentId);
      return {};
    },
    "experiments/restore": async ({ experimentId }) => {
      await tracking.experiments.restore(experimentId);
      return {};
    },
    "experiments/keys": ({ experimentId }) => {
      const used = tables.keys.list(findExperiment(tables, experimentId).id);
      const keysOf = (wanted: string) => used.filter(({ kind }) => kind === wanted).map(({ key }) => key);
      return { metrics: keysOf("metric"), params: keysOf("param"), tags: keysOf("tag") };
    },
  };
}

function experiment(row: CountedExperimentRow): Experiment {
  return {
    id: row.experiment_id,
    name: row.name,
    lifecycle: row.lifecycle,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    runs: row.runs,
    running: row.running,
    failed: row.failed,
  };
}

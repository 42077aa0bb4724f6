import { invalidParameter, notFound } from "../protocol/errors.ts";
import type { ExperimentRow } from "../store/experimentTable.ts";
import type { RunRow } from "../store/runTable.ts";
import type { Tables } from "../store/tables.ts";

export function findExperiment(tables: Tables, id: string): ExperimentRow {
  const row = tables.experiments.byId(id);
  if (row !== undefined) return row;
  checkExperimentId(id);
  throw notFound(`No Experiment with id=${id} exists`, { experimentId: id });
}

/** @throws TidemarkError `invalidParameter` when no server of MLflow's could have given out such an id */
export function checkExperimentId(id: string): void {
  if (/^\s*[+-]?\d+\s*$/.test(id)) return;
  throw invalidParameter(`Invalid experiment ID '${id}'. Experiment ID must be a valid integer.`, { experimentId: id });
}

/** The experiment, which has to be active. */
export function activeExperiment(tables: Tables, id: string): ExperimentRow {
  const row = findExperiment(tables, id);
  if (row.lifecycle === "active") return row;
  throw invalidParameter(`The experiment ${id} must be in the 'active' state. Current state is ${row.lifecycle}.`, {
    experimentId: id,
  });
}

export function findRun(tables: Tables, id: string): RunRow {
  const row = tables.runs.byId(id);
  if (row === undefined) throw notFound(`Run with id=${id} not found`, { runId: id });
  return row;
}

/** The run, which has to be active; whether it has ended does not matter. */
export function activeRun(tables: Tables, id: string): RunRow {
  const row = findRun(tables, id);
  if (row.lifecycle === "active") return row;
  throw invalidParameter(`The run ${id} must be in the 'active' state. Current state is ${row.lifecycle}.`, {
    runId: id,
  });
}

/** The experiment of a run or another row that refers to it. */
export function experimentOf(tables: Tables, row: { readonly experiment: number }): ExperimentRow {
  const found = tables.experiments.byKey(row.experiment);
  if (found === undefined) throw notFound(`No Experiment with key ${row.experiment} exists`);
  return found;
}

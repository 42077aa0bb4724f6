import { realpath, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { isMlflowDatabaseFile, type MlflowDatabase, openMlflowDatabase } from "../../../store/mlflowDatabase.ts";
import type { ForeignItem, ForeignSource } from "../foreign.ts";
import { checkedRows } from "./checkedRows.ts";
import { readLoggedModel, readRegistry } from "./readModels.ts";
import { type ReadOptions, readRun } from "./readRun.ts";
import { ExperimentRow, LoggedModelRow, PairRow, RunRow } from "./schemas.ts";

/** Whether it is a SQLite database of MLflow's: `mlflow.db`, by default. */
export async function isMlflowDatabase(place: string): Promise<boolean> {
  const found = await stat(place).catch(() => undefined); // Not there, or not ours to see.
  return found?.isFile() === true && isMlflowDatabaseFile(place);
}

/** The runs and models of MLflow's SQLite database, which may be in use. */
export async function databaseSource(place: string): Promise<ForeignSource> {
  const file = await realpath(place);
  return {
    identity: `mlflow.db:${file}`,
    async count() {
      using db = openMlflowDatabase(file);
      return db.countRuns();
    },
    async *read(options) {
      using db = openMlflowDatabase(file);
      const experiments = checkedRows(db.experiments(), ExperimentRow, "experiments");
      yield* experiments.skipped;
      for (const experiment of experiments.rows) yield* readExperiment(db, experiment, dirname(file), options);
      yield* readRegistry(db);
      const traces = db.countTraces();
      if (traces > 0) yield { kind: "skipped", place: "trace_info", reason: `${traces} traces: they are not imported` };
    },
  };
}

async function* readExperiment(
  db: MlflowDatabase,
  { experiment_id: id, name, lifecycle_stage }: ExperimentRow,
  beside: string,
  options: ReadOptions,
): AsyncGenerator<ForeignItem> {
  const place = `experiment ${name}`;
  const tags = checkedRows(db.experimentTags(id), PairRow, place).rows;
  yield { kind: "experiment", key: id, name, tags, deleted: lifecycle_stage === "deleted" };
  const runs = checkedRows(db.runs(id), RunRow, `${place}, runs`);
  yield* runs.skipped;
  for (const run of runs.rows) {
    options.signal.throwIfAborted();
    yield* readRun(db, run, id, beside, options);
  }
  const models = checkedRows(db.loggedModels(id), LoggedModelRow, `${place}, logged models`);
  yield* models.skipped;
  for (const model of models.rows) yield* readLoggedModel(db, model, id, beside);
}

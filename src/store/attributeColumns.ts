import type { RunTextAttribute, RunTimeAttribute } from "./runQueryAst.ts";

/** The columns that MLflow's names of attributes stand for. */
export const attributeColumns: Readonly<Record<RunTextAttribute | RunTimeAttribute, string>> = {
  run_id: "run.run_id",
  run_name: "run.name",
  status: "run.status",
  user_id: "run.user",
  artifact_uri: "run.artifact_uri",
  start_time: "run.start_time",
  end_time: "run.end_time",
};

import type { ExperimentRecord } from "../../tracking/types.ts";

/** MLflow's `Experiment`. */
export const experimentShape = (experiment: ExperimentRecord): object => ({
  experiment_id: experiment.id,
  name: experiment.name,
  artifact_location: experiment.artifactLocation,
  lifecycle_stage: experiment.lifecycle,
  last_update_time: experiment.updatedAt,
  creation_time: experiment.createdAt,
  tags: experiment.tags.map(({ key, value }) => ({ key, value })),
});

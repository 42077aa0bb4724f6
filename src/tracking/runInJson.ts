import type { RunDocument } from "../store/runDocuments.ts";
import type { ModelLinks } from "./loggedModelTypes.ts";
import { modelLinks } from "./modelLinks.ts";
import { datasetLinks, runIdentity } from "./runRecord.ts";
import type { DatasetLink, RunIdentity } from "./types.ts";

/** A run with the models that it read and made; its long lists are written out in MLflow's JSON, as they are sent. */
export interface RunInJson extends RunIdentity {
  readonly metrics: string;
  readonly params: string;
  readonly tags: string;
  readonly datasets: readonly DatasetLink[];
  readonly models: ModelLinks;
}

/** From what a search has read and written out already. */
export const runInJson = ({ row, experimentId, metrics, params, tags, datasets, models }: RunDocument): RunInJson => ({
  ...runIdentity(row, experimentId),
  metrics,
  params,
  tags,
  datasets: datasetLinks(datasets),
  models: modelLinks(models),
});

import { TidemarkError } from "../../protocol/errors.ts";
import type { ModelVersionRecord } from "../../tracking/registry/registryTypes.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import type { Ledger } from "./ledger.ts";

/** What a version on the remote is made of, as `model-versions/create` wants it. */
export interface RemoteSource {
  readonly source: string;
  readonly run_id?: string;
  readonly model_id?: string;
}

/** Where the files of a version are on the remote, once its run was pushed; or why they are not there. */
export function remoteSource(
  ledger: Ledger,
  tracking: Tracking,
  { modelId, runId, source, storageLocation }: ModelVersionRecord,
): RemoteSource | { readonly missing: string } {
  const run = runId === "" ? undefined : ledger.find("run", runId);
  const ofRun = run === undefined ? {} : { run_id: run.remoteId };
  if (modelId !== "") {
    const model = ledger.find("logged_model", modelId);
    if (model === undefined) return { missing: `Its logged model ${modelId} is not on the server.` };
    return { source: `models:/${model.remoteId}`, model_id: model.remoteId, ...ofRun };
  }
  const folder = runId === "" ? undefined : artifactsOf(tracking, runId);
  if (run?.artifactUri && folder !== undefined && storageLocation.startsWith(`${folder}/`)) {
    return { source: run.artifactUri + storageLocation.slice(folder.length), ...ofRun };
  }
  if (/^(mlflow-artifacts|runs|models|file):/.test(source) || source.startsWith("/")) {
    return { missing: `Its files (${source}) belong to no run that is on the server.` };
  }
  return { source, ...ofRun };
}

function artifactsOf({ runs }: Tracking, runId: string): string | undefined {
  try {
    return runs.get(runId).artifactUri;
  } catch (error) {
    if (error instanceof TidemarkError && error.code === "notFound") return undefined;
    throw error;
  }
}

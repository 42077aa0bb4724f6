import { invalidParameter, TidemarkError } from "../../protocol/errors.ts";
import { pathOfUri } from "../artifactPath.ts";
import { experimentArtifacts, type TraceDependencies, tellsRuns } from "./traceAccess.ts";
import type { TraceDeletion } from "./traceTypes.ts";

/** So many are deleted in one write, that others need not wait for long. */
const atOnce = 500;

/** Deletes traces of an experiment with their spans, and their files; tells how many. */
export async function deleteTraces(dependencies: TraceDependencies, selection: TraceDeletion): Promise<number> {
  checkSelection(selection);
  const { store, artifacts } = dependencies;
  const tell = tellsRuns(dependencies);
  const { experimentId, until, atMost = Number.MAX_SAFE_INTEGER, traceIds } = selection;
  if (store.tables.experiments.byId(experimentId) === undefined) return 0;
  const root = pathOfUri(experimentArtifacts(store.tables, experimentId));
  let deleted = 0;
  while (deleted < atMost) {
    const limit = Math.min(atOnce, atMost - deleted);
    const gone = await store.write(({ traces }) =>
      traces.select({ experimentId, until: until ?? null, traceIds: traceIds ?? null, limit }).flatMap((traceId) => {
        const row = traces.get(traceId);
        if (row === undefined) return [];
        const runs = traces.runsOf(row.id);
        traces.delete(row.id);
        return [{ traceId, runs }];
      }),
    );
    deleted += gone.length;
    tell(gone.flatMap(({ runs }) => runs));
    for (const { traceId } of gone) await deleteFiles(artifacts, root, traceId);
    if (gone.length < limit) break;
  }
  return deleted;
}

/** MLflow's own words, which its client's users know. */
function checkSelection({ until, atMost, traceIds }: TraceDeletion): void {
  const byId = traceIds !== undefined && traceIds.length > 0;
  if (until === undefined && !byId) {
    throw invalidParameter("Either `max_timestamp_millis` or `trace_ids` must be specified.");
  }
  if (until !== undefined && byId) {
    throw invalidParameter("Only one of `max_timestamp_millis` and `trace_ids` can be specified.");
  }
  if (byId && atMost !== undefined) {
    throw invalidParameter("`max_traces` can't be specified if `trace_ids` is specified.");
  }
  if (atMost !== undefined && atMost <= 0) {
    throw invalidParameter(`\`max_traces\` must be a positive integer, received ${atMost}.`);
  }
}

/** Most traces have no files, and those that are kept elsewhere are not ours to delete. */
async function deleteFiles(
  artifacts: TraceDependencies["artifacts"],
  root: string | undefined,
  traceId: string,
): Promise<void> {
  if (root === undefined) return;
  try {
    await artifacts.delete(`${root}/traces/${traceId}`);
  } catch (error) {
    if (!(error instanceof TidemarkError && error.code === "notFound")) throw error;
  }
}

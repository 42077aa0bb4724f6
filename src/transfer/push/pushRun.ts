import type { PushItem } from "../../store/pushLedger.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { ensureRun } from "./ensureRun.ts";
import { pushArtifacts } from "./pushArtifacts.ts";
import type { PushContext } from "./pushContext.ts";
import { pushDatasets } from "./pushDatasets.ts";
import { pushEnd } from "./pushEnd.ts";
import { pushModels } from "./pushModels.ts";
import { pushParams, pushTags } from "./pushParamsAndTags.ts";
import { pushPoints } from "./pushPoints.ts";
import { isRefused } from "./refused.ts";

/**
 * Brings one run on the remote to where it is here: all of it, or the points of its metrics alone when nothing else has
 * changed. Its parent, if it is to be linked, was pushed before. `experimentId` is the remote's.
 * What the server refuses goes into the report; a server that can't be reached rejects.
 */
export async function pushRun(
  context: PushContext,
  runId: string,
  { experimentId, onlyPoints }: { readonly experimentId: string; readonly onlyPoints: boolean },
): Promise<void> {
  const { local, ledger, report } = context;
  const begun = Date.now();
  const run = local.tracking.runs.get(runId);
  const failuresBefore = report.failureCount;
  try {
    const { item, isNew } = await ensureRun(context, run, experimentId);
    const changes = onlyPoints && !isNew ? await pushPoints(context, run, item) : await pushContent(context, run, item);
    report.add(isNew ? { runsCreated: 1 } : changes > 0 ? { runsUpdated: 1 } : { runsUnchanged: 1 });
    const whole = report.failureCount === failuresBefore && run.status !== "RUNNING";
    if (!onlyPoints) await ledger.setComplete(item, whole ? begun : null);
  } catch (error) {
    if (!isRefused(error)) throw error;
    report.fail(`run ${run.name}`, error.message);
  }
}

/** The end comes last: a run that has ended on the remote is whole. Tells how many things were sent. */
async function pushContent(context: PushContext, run: RunRecord, item: PushItem): Promise<number> {
  let changes = 0;
  changes += await pushParams(context, run, item);
  changes += await pushTags(context, run, item);
  changes += await pushDatasets(context, run, item);
  changes += await pushPoints(context, run, item);
  changes += await pushArtifacts(context, item, {
    uri: run.artifactUri,
    place: `run ${run.name}`,
    renamed: new Map([[run.id, item.remoteId]]),
  });
  changes += await pushModels(context, run, item);
  changes += await pushEnd(context, run, item);
  return changes;
}

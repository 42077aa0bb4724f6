import type { PushItem } from "../../store/pushLedger.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { api } from "./endpoints.ts";
import { outgoingTags } from "./outgoingTags.ts";
import { sendPairs } from "./pairs.ts";
import type { PushContext } from "./pushContext.ts";
import { refusal } from "./refused.ts";

/** MLflow's limit of one request. */
const batchSize = 100;

/** Sends the parameters that the remote does not have. Tells how many. */
export async function pushParams(context: PushContext, run: RunRecord, item: PushItem): Promise<number> {
  const { remote, report, signal } = context;
  const params = await sendPairs(context, item, {
    kind: "param",
    pairs: run.params,
    size: batchSize,
    place: `run ${run.name}, parameter`,
    send: (chunk) => remote.send("POST", `${api}/runs/log-batch`, { run_id: item.remoteId, params: chunk }, { signal }),
  });
  report.add({ params });
  return params;
}

/** Sends the tags that are new or changed, and takes back those that were removed here. Tells how many. */
export async function pushTags(context: PushContext, run: RunRecord, item: PushItem): Promise<number> {
  const { local, ledger, remote, report, signal } = context;
  const remoteRunId = (id: string): string | undefined => ledger.find("run", id)?.remoteId;
  const pairs = outgoingTags(run, { code: local.codeOf(run.id), remoteRunId });
  const tags = await sendPairs(context, item, {
    kind: "tag",
    pairs,
    size: batchSize,
    place: `run ${run.name}, tag`,
    send: (chunk) => remote.send("POST", `${api}/runs/log-batch`, { run_id: item.remoteId, tags: chunk }, { signal }),
  });
  const present = new Set(pairs.map(({ key }) => key));
  const removed = [...ledger.parts(item, "tag").keys()].filter((key) => !present.has(key));
  for (const key of removed) {
    // Somebody may have removed it there as well, which is as good.
    await refusal(() => remote.send("POST", `${api}/runs/delete-tag`, { run_id: item.remoteId, key }, { signal }));
    await ledger.removePart(item, "tag", key);
  }
  report.add({ tags: tags + removed.length });
  return tags + removed.length;
}

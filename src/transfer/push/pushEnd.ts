import type { PushItem } from "../../store/pushLedger.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { api } from "./endpoints.ts";
import type { PushContext } from "./pushContext.ts";

/** Says how and when a run ended, once it has. Tells how many requests that took. */
export async function pushEnd(context: PushContext, run: RunRecord, item: PushItem): Promise<number> {
  const { remote, ledger, signal } = context;
  const end = `${run.status} ${run.endTime ?? ""}`;
  const sent = ledger.parts(item, "end").get("status") ?? "RUNNING ";
  if (sent === end) return 0;
  const body = {
    run_id: item.remoteId,
    status: run.status,
    ...(run.endTime === null ? {} : { end_time: run.endTime }),
  };
  await remote.send("POST", `${api}/runs/update`, body, { signal });
  await ledger.setParts(item, [{ kind: "end", key: "status", fingerprint: end }]);
  return 1;
}

import type { PushItem } from "../../store/pushLedger.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { isMissingEndpoint } from "../remote/remoteMlflow.ts";
import { api } from "./endpoints.ts";
import { fingerprint } from "./fingerprint.ts";
import type { PushContext } from "./pushContext.ts";
import { refusal } from "./refused.ts";

/** Sends the data sets that a run used. Tells how many. */
export async function pushDatasets(context: PushContext, run: RunRecord, item: PushItem): Promise<number> {
  const { remote, ledger, report, signal } = context;
  const sent = ledger.parts(item, "dataset");
  let datasets = 0;
  for (const { name, digest, sourceType, source, schema, profile, tags } of run.datasets) {
    const key = fingerprint(name, digest);
    if (sent.has(key)) continue;
    const dataset = { name, digest, source_type: sourceType, source, schema, profile };
    const body = { run_id: item.remoteId, datasets: [{ dataset, tags }] };
    try {
      const reason = await refusal(
        () => remote.send("POST", `${api}/runs/log-inputs`, body, { signal }),
        isMissingEndpoint,
      );
      if (reason !== null) {
        report.fail(`run ${run.name}, data set ${name}`, reason);
        continue;
      }
    } catch (error) {
      if (!isMissingEndpoint(error)) throw error;
      report.note("The server has no data sets: which ones the runs used was not pushed.");
      break;
    }
    await ledger.setParts(item, [{ kind: "dataset", key, fingerprint: fingerprint(JSON.stringify(tags)) }]);
    datasets += 1;
  }
  report.add({ datasets });
  return datasets;
}

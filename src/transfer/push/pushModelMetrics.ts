import { toMetricValue } from "../../protocol/entities.ts";
import type { PushItem } from "../../store/pushLedger.ts";
import type { LoggedModelRecord, ModelMetric } from "../../tracking/loggedModelTypes.ts";
import { api } from "./endpoints.ts";
import { fingerprint } from "./fingerprint.ts";
import type { PushContext } from "./pushContext.ts";
import { refusal } from "./refused.ts";

/** Sends the metrics of a logged model, each to the run that measured it, if the remote has that. Tells how many. */
export async function pushModelMetrics(
  context: PushContext,
  model: LoggedModelRecord,
  item: PushItem,
): Promise<number> {
  const { remote, ledger, report, signal } = context;
  const sent = ledger.parts(item, "metric");
  const left = model.metrics.filter((metric) => !sent.has(keyOf(metric)));
  let count = 0;
  for (const [runId, metrics] of Map.groupBy(left, (metric) => metric.runId)) {
    const run = ledger.find("run", runId);
    if (run === undefined) continue;
    const body = { run_id: run.remoteId, metrics: metrics.map((metric) => toWire(metric, item.remoteId)) };
    const reason = await refusal(() => remote.send("POST", `${api}/runs/log-batch`, body, { signal }));
    if (reason !== null) {
      report.fail(`logged model ${model.name}, metrics`, reason);
      continue;
    }
    await ledger.setParts(
      item,
      metrics.map((metric) => ({ kind: "metric", key: keyOf(metric), fingerprint: "" })),
    );
    count += metrics.length;
  }
  return count;
}

const keyOf = ({ key, value, time, step, runId, dataset }: ModelMetric): string =>
  fingerprint(key, String(value), String(time), String(step), runId, dataset?.name ?? "", dataset?.digest ?? "");

const toWire = ({ key, value, time, step, dataset }: ModelMetric, modelId: string) => ({
  key,
  value: toMetricValue(value),
  timestamp: time,
  step,
  model_id: modelId,
  ...(dataset === undefined ? {} : { dataset_name: dataset.name, dataset_digest: dataset.digest }),
});

import { toMetricValue } from "../../protocol/entities.ts";
import type { PushItem } from "../../store/pushLedger.ts";
import type { UnsentPoints } from "../../store/unsentPoints.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { api } from "./endpoints.ts";
import type { PushContext } from "./pushContext.ts";
import { refusal } from "./refused.ts";

/** MLflow's limit of one request. */
const batchSize = 1000;

/** So many metrics that the server refuses are enough to know that it refuses the run. */
const hopeless = 5;

/** Sends the points of a run that the remote does not have, those of several metrics together. Tells how many. */
export async function pushPoints(context: PushContext, run: RunRecord, item: PushItem): Promise<number> {
  const { local, remote, ledger, report, signal } = context;
  const trySending = (slices: readonly UnsentPoints[]): Promise<string | null> =>
    refusal(async () => {
      const body = { run_id: item.remoteId, metrics: slices.flatMap(toMetrics) };
      await remote.send("POST", `${api}/runs/log-batch`, body, { signal });
    });
  const except: number[] = [];
  let sent = 0;
  const remember = async (slices: readonly UnsentPoints[]): Promise<void> => {
    await ledger.addPoints(item, slices);
    const points = slices.reduce((sum, slice) => sum + slice.points.length, 0);
    report.add({ points });
    sent += points;
  };
  while (except.length < hopeless) {
    const slices = await local.reads.read("unsentPoints", { runId: run.id, item: item.id, limit: batchSize, except });
    if (slices.length === 0) break;
    const together = await trySending(slices);
    if (together === null) {
      await remember(slices);
      continue;
    }
    // One metric that the server does not take keeps no others from it.
    for (const slice of slices) {
      const reason = slices.length === 1 ? together : await trySending([slice]);
      if (reason === null) await remember([slice]);
      else {
        report.fail(`run ${run.name}, metric ${slice.key}`, reason);
        except.push(slice.series);
        if (except.length >= hopeless) break;
      }
    }
  }
  return sent;
}

const toMetrics = ({ key, points }: UnsentPoints) =>
  points.map(({ step, time, value }) => ({ key, value: toMetricValue(value), timestamp: time, step }));

import type { Operation } from "../operation.ts";
import { startRun } from "../peer.ts";
import { curvePoint, range } from "../points.ts";
import { rawInsertRate } from "../rawLimit.ts";
import { runState } from "../runState.ts";

const requests = 8;
const keys = range(10).map((index) => `metric${index}`);
const steps = 100;

/** Share of what SQLite itself inserts in the same time, in percent. */
const leastShare = 40;

/** A thousand metrics in one request: ten of them, a hundred steps each. */
export const logBatch: Operation = {
  name: "log-batch",
  title: "log-batch of 1,000 metrics, one client",
  times: 25,
  async prepare(servers) {
    const { ours, mlflow } = await servers.empty();
    return {
      peers: [ours.peer, mlflow.peer],
      async round(peer) {
        const run_id = await startRun(peer);
        const times: number[] = [];
        for (const request of range(requests)) {
          const metrics = keys.flatMap((key) => range(steps).map((step) => curvePoint(request * steps + step, key)));
          times.push((await peer.ask({ path: "runs/log-batch", body: { run_id, metrics } })).milliseconds);
        }
        return { times, answers: await runState(peer, run_id, keys) };
      },
      async findings({ median }) {
        const limit = await rawInsertRate(keys.length * steps);
        const rate = (keys.length * steps) / (median / 1000);
        const share = (100 * rate) / limit;
        return [
          { what: "points a second", value: Math.round(rate).toLocaleString("en") },
          { what: "SQLite alone", value: `${Math.round(limit).toLocaleString("en")} points a second` },
          {
            what: "share of it",
            value: `${share.toFixed(0)} %`,
            aim: `at least ${leastShare} %`,
            met: share >= leastShare,
          },
        ];
      },
    };
  },
};

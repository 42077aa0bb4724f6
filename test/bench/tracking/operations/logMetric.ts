import type { Operation } from "../operation.ts";
import { startRun } from "../peer.ts";
import { curvePoint, range } from "../points.ts";
import { runState } from "../runState.ts";

const requests = 400;
const longest = 3;

/** One client that waits for each answer. */
export const logMetric: Operation = {
  name: "log-metric",
  title: "log-metric, one client",
  times: 10,
  async prepare(servers) {
    const { ours, mlflow } = await servers.empty();
    return {
      peers: [ours.peer, mlflow.peer],
      async round(peer, round) {
        const run_id = await startRun(peer);
        const times: number[] = [];
        for (const step of range(requests)) {
          const body = { run_id, ...curvePoint(step + round) };
          times.push((await peer.ask({ path: "runs/log-metric", body })).milliseconds);
        }
        return { times, answers: await runState(peer, run_id, ["loss"]) };
      },
      findings: ({ p99 }) => [
        { what: "p99", value: `${p99.toFixed(2)} ms`, aim: `under ${longest} ms`, met: p99 < longest },
      ],
    };
  },
};

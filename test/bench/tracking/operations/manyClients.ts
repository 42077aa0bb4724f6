import type { Operation } from "../operation.ts";
import { type Peer, type Question, startRun } from "../peer.ts";
import { curvePoint, range } from "../points.ts";
import { runState } from "../runState.ts";

const clients = 20;
const batches = 10;
const size = 10;
/** For each batch. */
const reads = 2 / 5;

/** Twenty scripts at once, each writing small batches to its own run and looking at it in between. */
export const manyClients: Operation = {
  name: "20-clients",
  title: "20 clients, batches of 10, mixed reads (the whole round)",
  times: 15,
  async prepare(servers) {
    const { ours, mlflow } = await servers.empty();
    const failures = new Map<Peer, string[]>([
      [ours.peer, []],
      [mlflow.peer, []],
    ]);
    return {
      peers: [ours.peer, mlflow.peer],
      async round(peer) {
        // One after the other: MLflow's server cannot take twenty at once.
        const runs: string[] = [];
        for (const _ of range(clients)) runs.push(await startRun(peer));
        const failed: string[] = [];
        const started = performance.now();
        await Promise.all(runs.map((run) => script(peer, run, (message) => failed.push(message))));
        const times = [performance.now() - started];
        failures.get(peer)?.push(...failed);
        if (failed.length > 0) return { times };
        const states = [];
        for (const run of runs) states.push(await runState(peer, run, ["metric0"]));
        return { times, answers: states };
      },
      findings({ median }) {
        const [own = [], others = []] = [ours, mlflow].map(({ peer }) => failures.get(peer));
        const rate = (clients * batches * (1 + reads)) / (median / 1000);
        return [
          { what: "requests a second", value: Math.round(rate).toLocaleString("en") },
          { what: "failed requests", value: failuresText(own), aim: "none", met: own.length === 0 },
          { what: "failed requests of MLflow", value: failuresText(others) },
        ];
      },
    };
  },
};

const failuresText = (messages: readonly string[]): string => {
  const [first] = messages;
  return first === undefined ? "none" : `${messages.length}, the first: ${first.slice(0, 200)}`;
};

async function script(peer: Peer, run_id: string, failed: (message: string) => void): Promise<void> {
  const ask = async (question: Question): Promise<void> => {
    try {
      await peer.ask(question);
    } catch (error) {
      failed(error instanceof Error ? error.message : String(error));
    }
  };
  for (const batch of range(batches)) {
    const metrics = range(size).map((index) => curvePoint(batch, `metric${index}`));
    await ask({ path: "runs/log-batch", body: { run_id, metrics } });
    if (batch % 5 !== 4) continue;
    await ask({ path: `runs/get?run_id=${run_id}` });
    await ask({ path: `metrics/get-history?run_id=${run_id}&metric_key=metric0` });
  }
}

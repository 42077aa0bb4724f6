import { oursWithRuns } from "../filled/oursFilled.ts";
import type { Operation } from "../operation.ts";
import { type Peer, startRun } from "../peer.ts";
import { curvePoint, range } from "../points.ts";
import { number, timing } from "../statistics.ts";
import { searchOnce } from "./searchRuns.ts";

/** How long each load lasts, in points of the script beside it. */
const points = 200;

/** What a script feels while others keep the engine busy: each load runs again and again until the script is through. */
export const underLoad: Operation = {
  name: "under-load",
  title: "log-metric beside a search of 100,000 runs",
  async prepare(servers) {
    const { peer } = await servers.ours(await oursWithRuns(100_000));
    const long = await longSeries(peer);
    return {
      peers: [peer],
      round: async () => ({ times: await beside(peer, () => searchOnce(peer)) }),
      async findings() {
        const path = `metrics/get-history?run_id=${long}&metric_key=loss&max_results=25000`;
        const imported = await startRun(peer);
        let sent = 0;
        const batch = () => {
          const metrics = range(1000).map((index) => curvePoint(sent + index));
          sent += 1000;
          return peer.ask({ path: "runs/log-batch", body: { run_id: imported, metrics } });
        };
        const loads = [
          ["a history of 25,000 points", () => peer.ask({ path })],
          ["batches of 1,000 points", batch],
        ] as const;
        const findings = [];
        for (const [what, load] of loads) {
          const times = await beside(peer, load);
          const { median, p99 } = timing([times]);
          const value = `median ${number(median)}, p99 ${number(p99)}, longest ${number(Math.max(...times))} ms`;
          findings.push({ what: `beside ${what}`, value });
        }
        return findings;
      },
    };
  },
};

async function beside(peer: Peer, load: () => Promise<unknown>): Promise<readonly number[]> {
  const run_id = await startRun(peer);
  let going = true;
  const keepBusy = async (): Promise<void> => {
    while (going) await load();
  };
  const busy = keepBusy();
  const times: number[] = [];
  for (const step of range(points)) {
    times.push((await peer.ask({ path: "runs/log-metric", body: { run_id, ...curvePoint(step) } })).milliseconds);
  }
  going = false;
  await busy;
  return times;
}

/** A run with 25,000 points. */
async function longSeries(peer: Peer): Promise<string> {
  const run_id = await startRun(peer);
  for (const request of range(25)) {
    const metrics = range(1000).map((index) => curvePoint(request * 1000 + index));
    await peer.ask({ path: "runs/log-batch", body: { run_id, metrics } });
  }
  return run_id;
}

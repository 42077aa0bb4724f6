import { longHistory, runOn } from "../longHistory.ts";
import type { Operation } from "../operation.ts";
import { curvePoint, range } from "../points.ts";

/** Where in the series the points lie that are sent again. */
const positions = range(3).map((index) => 20_000 + 30_000 * index);

/** A point that is there already, as a script sends it that tries again. */
export const duplicatePoint: Operation = {
  name: "duplicate",
  title: "one duplicate point into a history of 100,000",
  times: 500,
  async prepare(servers) {
    const history = await longHistory(servers);
    return {
      peers: history.peers,
      async round(peer) {
        const run_id = runOn(history, peer);
        const times: number[] = [];
        for (const step of positions) {
          const body = { run_id, ...curvePoint(step) };
          times.push((await peer.ask({ path: "runs/log-metric", body })).milliseconds);
        }
        return { times };
      },
    };
  },
};

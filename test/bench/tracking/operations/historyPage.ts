import { historyLength, longHistory, runOn } from "../longHistory.ts";
import type { Operation } from "../operation.ts";
import { historyState } from "../runState.ts";

/** MLflow's largest page of a history. */
export const historyPage: Operation = {
  name: "get-history",
  title: "get-history, 25,000 points",
  times: 15,
  async prepare(servers) {
    const history = await longHistory(servers);
    return {
      peers: history.peers,
      async round(peer) {
        const path = `metrics/get-history?run_id=${runOn(history, peer)}&metric_key=loss&max_results=25000`;
        const first = await peer.ask({ path });
        const second = await peer.ask({ path });
        return {
          times: [first.milliseconds, second.milliseconds],
          answers: [historyState(first.answer), historyState(second.answer)],
        };
      },
      findings() {
        const [ours = 0, mlflow = 0] = history.peers.map((peer) => history.bytesPerPoint.get(peer) ?? 0);
        const value = `${ours.toFixed(0)}, MLflow ${mlflow.toFixed(0)} (${historyLength.toLocaleString("en")} points)`;
        return [{ what: "bytes a point in the store", value }];
      },
    };
  },
};

import { mlflowWithRuns } from "../filled/mlflowFilled.ts";
import { oursWithRuns } from "../filled/oursFilled.ts";
import type { Operation } from "../operation.ts";
import type { Peer, Timed } from "../peer.ts";
import { range } from "../points.ts";
import { foundState } from "../runState.ts";
import { median, number } from "../statistics.ts";

const few = 10_000;
const many = 100_000;
const requests = 3;
/** The time for 100,000 runs, as a multiple of that for 10,000. */
const mostGrowth = 3;

/** The hundred best by one metric of those that another one lets through: about half of them. */
export const searchRuns: Operation = {
  name: "search",
  title: "search 10,000 runs of 50 metrics and 50 parameters, page of 100",
  times: 50,
  async prepare(servers) {
    const ours = await servers.ours(await oursWithRuns(few));
    const mlflow = await servers.mlflow(await mlflowWithRuns(few));
    // The first search of a server that has just started reads everything from the disk.
    for (const { peer } of [ours, mlflow]) await searchOnce(peer);
    return {
      peers: [ours.peer, mlflow.peer],
      async round(peer) {
        const searches: Timed[] = [];
        for (const _ of range(requests)) searches.push(await searchOnce(peer));
        return {
          times: searches.map(({ milliseconds }) => milliseconds),
          answers: searches.map(({ answer }) => foundState(answer)),
        };
      },
      async findings() {
        const { peer } = await servers.ours(await oursWithRuns(many));
        const small = await medianOf(ours.peer);
        const large = await medianOf(peer);
        const growth = large / small;
        return [
          {
            what: "100,000 runs beside 10,000",
            value: `${number(large)} / ${number(small)} ms, ${number(growth)}×`,
            aim: `at most ${mostGrowth}×`,
            met: growth <= mostGrowth,
          },
        ];
      },
    };
  },
};

export const searchOnce = (peer: Peer): Promise<Timed> =>
  peer.ask({
    path: "runs/search",
    body: {
      experiment_ids: ["0"],
      filter: "metrics.m03 < 0.5",
      order_by: ["metrics.m07 DESC"],
      max_results: 100,
    },
  });

async function medianOf(peer: Peer): Promise<number> {
  const times: number[] = [];
  for (const _ of range(10)) times.push((await searchOnce(peer)).milliseconds);
  return median(times);
}

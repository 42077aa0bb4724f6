import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { longRun, oursWithPoints } from "../filled/oursFilled.ts";
import { longHistory, runOn } from "../longHistory.ts";
import type { Operation } from "../operation.ts";
import type { Peer } from "../peer.ts";
import { curvePoint, range } from "../points.ts";
import { median, number } from "../statistics.ts";

const wanted = 320;
const requests = 5;
/** The time for 10 million points, as a multiple of that for one million. */
const mostGrowth = 2;

/** As many points as a chart is wide. The two servers choose differently, so each answer is held to the logged curve. */
export const sampledHistory: Operation = {
  name: "320-of-100k",
  title: "320 of 100,000 points",
  times: 30,
  async prepare(servers) {
    const history = await longHistory(servers);
    return {
      peers: history.peers,
      round: async (peer) => ({ times: await ask(peer, runOn(history, peer)) }),
      async findings() {
        const [small = 0, large = 0] = await Promise.all(
          [1_000_000, 10_000_000].map(async (count) => {
            const { peer } = await servers.ours(await oursWithPoints(count));
            const all = [];
            for (const _ of range(5)) all.push(...(await ask(peer, longRun)));
            return median(all);
          }),
        );
        const growth = large / small;
        return [
          {
            what: "320 of 10 million beside 1 million",
            value: `${number(large)} / ${number(small)} ms, ${number(growth)}×`,
            aim: `at most ${mostGrowth}×`,
            met: growth <= mostGrowth,
          },
        ];
      },
    };
  },
};

const Sampled = z.object({
  metrics: z.array(z.object({ key: z.string(), value: z.number(), timestamp: z.number(), step: z.number() })),
});

async function ask(peer: Peer, run: string): Promise<readonly number[]> {
  const path = `metrics/get-history-bulk-interval?run_ids=${run}&metric_key=loss&max_results=${wanted}`;
  const times: number[] = [];
  for (const _ of range(requests)) {
    const { milliseconds, answer } = await peer.ask({ path, prefix: "/ajax-api/2.0/mlflow" });
    times.push(milliseconds);
    const { metrics } = Sampled.parse(answer);
    const strange = metrics.find((point) => !isDeepStrictEqual(point, curvePoint(point.step)));
    if (metrics.length < wanted / 2 || metrics.length > 2 * wanted || strange !== undefined) {
      throw new Error(`${peer.name} answers ${metrics.length} points, never logged: ${JSON.stringify(strange)}`);
    }
  }
  return times;
}

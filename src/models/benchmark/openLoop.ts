import { setTimeout as sleep } from "node:timers/promises";
import { poissonArrivals } from "../../statistics/latency/arrivals.ts";
import { latencyPercentile } from "../../statistics/latency/percentiles.ts";
import { at } from "../../statistics/special/at.ts";
import type { Round } from "./closedLoop.ts";

/** A timer may be late by so many milliseconds; the rest is waited for in turns of the event loop. */
const timerSlack = 2;

/**
 * Asks queries when they arrive, as was decided before, whether or not the last was answered: a latency counts from the
 * arrival, so waiting behind a slow query is not hidden (coordinated omission).
 * @param rate in queries a second
 */
export async function openLoop(
  run: () => Promise<unknown>,
  rate: number,
  queries: number,
  seed: number,
): Promise<Round> {
  const arrivals = poissonArrivals(rate, queries, seed);
  const latencies: number[] = [];
  const started = performance.now();
  for (let k = 0; k < queries; k++) {
    const arrival = started + 1000 * at(arrivals, k);
    for (let wait = arrival - performance.now(); wait > 0; wait = arrival - performance.now()) {
      if (wait > timerSlack) await sleep(wait - timerSlack);
      else await new Promise((resolve) => setImmediate(resolve));
    }
    await run();
    latencies.push(performance.now() - arrival);
  }
  return { latencies, samples: queries, time: performance.now() - started };
}

/** The 99th percentile needs 662. */
const queriesOfTrial = 1000;
const trials = 8;

export type Sustained =
  | { readonly rate: number; readonly round: Round }
  | { readonly rate: null; readonly reason: string };

/**
 * The highest rate at which the upper bound of the 99th percentile keeps `latencyBound`, by bisection below what the
 * model can do without pause.
 * @param median of a run without waiting, in milliseconds
 * @param trial told the share of trials that are done
 */
export async function highestRate(
  run: () => Promise<unknown>,
  { median, latencyBound, seconds }: { median: number; latencyBound: number; seconds: number },
  trial: (share: number) => void,
): Promise<Sustained> {
  if (median * queriesOfTrial > 1000 * seconds) {
    const wanted = Math.ceil((median * queriesOfTrial) / 1000);
    return {
      rate: null,
      reason: `each trial needs ${queriesOfTrial} queries, which take ${wanted} s or more; allow more time`,
    };
  }
  const most = 1000 / median;
  let [low, high] = [most / 16, most];
  let best: Sustained | undefined;
  for (let k = 0; k < trials; k++) {
    const rate = k === 0 ? low : (low + high) / 2;
    const queries = Math.max(queriesOfTrial, Math.round((rate * seconds) / trials));
    const round = await openLoop(run, rate, queries, k + 1);
    const found = latencyPercentile(Float64Array.from(round.latencies).sort(), 0.99);
    const keeps = found.value !== null && found.bound <= latencyBound;
    trial((k + 1) / trials);
    if (keeps) best = { rate, round };
    if (k === 0 && !keeps) break;
    if (keeps) low = rate;
    else high = rate;
  }
  const reason = `even at ${low.toFixed(2)} queries a second the 99th percentile is above ${latencyBound} ms`;
  return best ?? { rate: null, reason };
}

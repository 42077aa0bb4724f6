import type { BenchmarkSettings } from "../../protocol/benchmarkEntities.ts";

/** What happened in a round; times are in milliseconds. */
export interface Round {
  /** Of each query. */
  readonly latencies: readonly number[];
  readonly samples: number;
  readonly time: number;
}

/** Samples of a query in LoadGen's MultiStream. */
const samplesOfMultiStream = 8;

export const runsOfQuery = ({ scenario, batch }: BenchmarkSettings): number =>
  scenario === "multiStream" ? Math.ceil(samplesOfMultiStream / batch) : 1;

/** Latencies are kept until the end: more would leave too little memory for two models of ten rounds. */
const mostQueries = 500_000;

/**
 * Asks the next query when the last was answered, for some time, at least once and at most 500,000 times.
 * @param time in milliseconds
 */
export async function closedLoop(
  run: () => Promise<unknown>,
  settings: BenchmarkSettings,
  time: number,
): Promise<Round> {
  const runs = runsOfQuery(settings);
  const latencies: number[] = [];
  const started = performance.now();
  let before = started;
  do {
    for (let k = 0; k < runs; k++) await run();
    const after = performance.now();
    latencies.push(after - before);
    before = after;
  } while (before - started < time && latencies.length < mostQueries);
  return { latencies, samples: latencies.length * runs * settings.batch, time: before - started };
}

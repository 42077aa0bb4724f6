import type { ReadPool } from "../store/readPool.ts";
import type { Sample } from "../store/sampleSeries.ts";
import type { Point } from "../store/summary.ts";
import type { Tracking } from "./tracking.ts";
import type { RunMetric } from "./types.ts";

/** So many series are read at once: enough to be quick, few enough to let other reads in between. */
const seriesPerRead = 20;

/** Fewer points than these cannot keep the first, last, smallest and largest. */
const fewestSampled = 4;

/** One metric of several runs: all of its points, or as many as a chart needs. */
export function runMetrics(reads: ReadPool): Pick<Tracking["recording"], "histories" | "sample"> {
  return {
    async histories({ runIds, key, maxResults }) {
      const found: RunMetric[] = [];
      for (const runId of [...new Set(runIds)].sort()) {
        const limit = maxResults - found.length;
        if (limit <= 0) break;
        const { points } = await reads.read("history", { runId, key, limit });
        for (const point of points) found.push({ runId, key, ...point });
      }
      return found;
    },
    async sample({ runIds, key, maxResults, range = {} }) {
      const found: RunMetric[] = [];
      for (let start = 0; start < runIds.length; start += seriesPerRead) {
        const series = runIds.slice(start, start + seriesPerRead).map((runId) => ({ runId, key }));
        const points = Math.max(maxResults, fewestSampled);
        for (const sample of await reads.read("sampleSeries", { series, points, ...range })) {
          found.push(...fewest(sample, maxResults).map((point) => ({ runId: sample.runId, key, ...point })));
        }
      }
      return found;
    },
  };
}

/** Of too few to draw anything, the last or both ends. */
function fewest({ points }: Sample, maxResults: number): readonly Point[] {
  if (points.length <= maxResults) return points;
  const [first, last] = [points.slice(0, 1), points.slice(-1)];
  return maxResults === 1 ? last : [...first, ...last];
}

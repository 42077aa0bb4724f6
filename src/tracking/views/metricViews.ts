import { type SeriesSample, toMetricValue } from "../../protocol/entities.ts";
import type { Sample } from "../../store/sampleSeries.ts";
import { pathOfUri } from "../artifactPath.ts";
import { findRun } from "../lookup.ts";
import type { ViewDependencies, Views } from "./views.ts";

type MetricViews = Pick<Views, keyof Views & (`metrics/${string}` | `artifacts/${string}`)>;

/** So many series are read at once: enough to be quick, few enough to let other reads in between. */
const seriesPerRead = 50;

/** What the editor asks about points and artifacts. */
export function metricViews({ store, reads, tracking, onChange }: ViewDependencies): MetricViews {
  return {
    "metrics/sample": async ({ series, points, from, to }, { signal }) => {
      const range = { points, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) };
      const samples: SeriesSample[] = [];
      for (let start = 0; start < series.length; start += seriesPerRead) {
        signal.throwIfAborted();
        const part = series.slice(start, start + seriesPerRead);
        samples.push(...(await reads.read("sampleSeries", { series: part, ...range })).map(columns));
      }
      return { series: samples };
    },
    "metrics/setGoal": async ({ key, goal }) => {
      await store.write(({ metricGoals }) => metricGoals.set(key, goal));
      onChange({ experiments: true });
      return {};
    },
    "artifacts/list": async ({ runId, path }) => {
      const root = pathOfUri(findRun(store.tables, runId).artifact_uri);
      if (root === undefined) return { entries: [] };
      const entries = await tracking.artifacts.list(path === "" ? root : `${root}/${path}`);
      return { entries: entries.map((entry) => ({ ...entry, path: entry.path.slice(root.length + 1) })) };
    },
  };
}

const columns = ({ runId, key, points, total }: Sample): SeriesSample => ({
  runId,
  key,
  steps: points.map(({ step }) => step),
  times: points.map(({ time }) => time),
  values: points.map(({ value }) => toMetricValue(value)),
  total,
});

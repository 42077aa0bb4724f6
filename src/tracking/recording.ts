import { invalidParameter, notFound } from "../protocol/errors.ts";
import type { HistoryParams } from "../store/history.ts";
import type { Store } from "../store/openStore.ts";
import type { ReadPool } from "../store/readPool.ts";
import type { RunRow } from "../store/runTable.ts";
import type { Point } from "../store/summary.ts";
import type { Tables } from "../store/tables.ts";
import { sourceNameTag } from "../store/tagTable.ts";
import type { DatasetsUsed, TrackingChange } from "./changes.ts";
import { checkDataset, checkedBatch, checkedParam, checkedTag, checkMetric } from "./limits.ts";
import { activeRun, experimentOf, findRun } from "./lookup.ts";
import { checkedMaxResults } from "./paging.ts";
import { runMetrics } from "./runMetrics.ts";
import type { Tracking } from "./tracking.ts";
import type { DatasetLink, MetricInput, ParamInput } from "./types.ts";

export interface RecordingDependencies {
  readonly store: Store;
  readonly reads: ReadPool;
  readonly now: () => number;
  readonly onChange: (change: TrackingChange) => void;
  readonly onDatasetsUsed: (use: DatasetsUsed) => void;
}

const contextTag = "mlflow.data.context";

/** MLflow's page of a metric's history. */
const historyPage = 25_000;

/** What a run says while it goes on, or after it has ended. */
export function recording({
  store,
  reads,
  now,
  onChange,
  onDatasetsUsed,
}: RecordingDependencies): Tracking["recording"] {
  const record = async (
    runId: string,
    what: { readonly summary: boolean; readonly metrics: boolean },
    work: (tables: Tables, run: RunRow) => void,
  ): Promise<void> => {
    const experimentId = await store.write((tables) => {
      const run = activeRun(tables, runId);
      work(tables, run);
      tables.runs.touch(run.id, now());
      return experimentOf(tables, run).experiment_id;
    });
    onChange({ run: { id: runId, experimentId, ...what } });
  };
  const summary = { summary: true, metrics: false };

  return {
    logMetric: (runId, metric) =>
      record(runId, { summary: false, metrics: true }, (tables, run) => {
        checkMetric(metric);
        recordMetrics(tables, run, [metric]);
      }),
    logParam: (runId, param) => record(runId, summary, (tables, run) => recordParam(tables, run, checkedParam(param))),
    setTag: (runId, tag) =>
      record(runId, summary, (tables, run) => {
        const { key, value } = checkedTag(tag);
        tables.tags.set(run, key, value);
      }),
    deleteTag: (runId, key) =>
      record(runId, summary, (tables, run) => {
        if (!tables.tags.delete(run, key)) {
          throw notFound(`No tag with name: ${key} in run with id ${runId}`, { runId, key });
        }
      }),
    logBatch: (runId, batch) =>
      record(
        runId,
        { summary: batch.params.length + batch.tags.length > 0, metrics: batch.metrics.length > 0 },
        (tables, run) => {
          const { params, metrics, tags } = checkedBatch(batch);
          for (const param of params) recordParam(tables, run, param);
          recordMetrics(tables, run, metrics);
          for (const { key, value } of tags) tables.tags.set(run, key, value);
        },
      ),
    async logInputs(runId, datasets) {
      let script: string | null = null;
      await record(runId, summary, (tables, run) => {
        for (const dataset of datasets) recordDataset(tables, run, dataset);
        script = tables.tags.get(run.id, sourceNameTag) ?? null;
      });
      const used = datasets.map(({ name, source, tags }) => ({ name, source, context: contextOf(tags) ?? "" }));
      if (used.length > 0) onDatasetsUsed({ runId, script, time: now(), datasets: used });
    },
    async history(runId, key, query) {
      findRun(store.tables, runId);
      const { points, ...next } = await reads.read("history", historyParams(runId, key, query));
      return { items: points.map((point) => ({ key, ...point })), ...next };
    },
    async historyJson(runId, key, query) {
      findRun(store.tables, runId);
      return reads.read("historyJson", historyParams(runId, key, query));
    },
    ...runMetrics(reads),
    searchDatasets: async (experimentIds) =>
      store.tables.datasets
        .summaries(experimentIds)
        .map(({ experiment_id, ...dataset }) => ({ experimentId: experiment_id, ...dataset })),
  };
}

const historyParams = (
  runId: string,
  key: string,
  { maxResults = historyPage, pageToken }: { readonly maxResults?: number; readonly pageToken?: string },
): HistoryParams => ({
  runId,
  key,
  limit: checkedMaxResults(maxResults),
  ...(pageToken === undefined ? {} : { pageToken }),
});

/** A parameter keeps its first value; saying the same again is fine. */
function recordParam(tables: Tables, run: RunRow, { key, value }: ParamInput): void {
  const known = tables.params.get(run.id, key);
  if (known === undefined) tables.params.insert(run, key, value);
  else if (known !== value) {
    throw invalidParameter(
      `Changing param values is not allowed. Param with key='${key}' was already logged with value='${known}' ` +
        `for run ID='${run.run_id}'. Attempted logging new value '${value}'.`,
      { runId: run.run_id, key },
    );
  }
}

function recordMetrics(tables: Tables, run: RunRow, metrics: readonly MetricInput[]): void {
  const byKey = new Map<string, Point[]>();
  for (const { key, step, time, value } of metrics) {
    // Adding 0 turns -0 into 0, which SQLite cannot tell apart.
    const point = { step, time, value: value + 0 };
    const points = byKey.get(key);
    if (points === undefined) byKey.set(key, [point]);
    else points.push(point);
  }
  for (const [key, points] of byKey) tables.series.append(run, key, points);
}

const contextOf = (tags: DatasetLink["tags"]): string | undefined => tags.find(({ key }) => key === contextTag)?.value;

function recordDataset(tables: Tables, run: RunRow, dataset: DatasetLink): void {
  checkDataset(dataset);
  tables.datasets.use(run, {
    name: dataset.name,
    digest: dataset.digest,
    source_type: dataset.sourceType,
    source: dataset.source,
    schema: dataset.schema ?? null,
    profile: dataset.profile ?? null,
    context: contextOf(dataset.tags) ?? null,
    tags: JSON.stringify(Object.fromEntries(dataset.tags.map(({ key, value }) => [key, value]))),
  });
}

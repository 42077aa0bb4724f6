import { createHash } from "node:crypto";
import type { MlflowDatabase } from "../../../store/mlflowDatabase.ts";
import { filesBelow } from "../files/filesBelow.ts";
import { fingerprintOf } from "../files/stamps.ts";
import type { ForeignItem } from "../foreign.ts";
import { MetricBatches } from "../metricBatches.ts";
import { artifactFolder } from "../mlflow/artifactFolder.ts";
import { artifactsAt } from "../mlflow/artifacts.ts";
import { foreignRun } from "../mlflow/foreignRun.ts";
import { runStatus, trueInfinity } from "../mlflow/records.ts";
import { checkedRows } from "./checkedRows.ts";
import { DatasetRow, LinkRow, MetricRow, PairRow, type RunRow } from "./schemas.ts";

export interface ReadOptions {
  readonly isKnown: (runKey: string, fingerprint: string) => boolean;
  readonly signal: AbortSignal;
}

/** One run of a database. `beside` is the folder that the database lies in. */
export async function* readRun(
  db: MlflowDatabase,
  row: RunRow,
  experiment: string,
  beside: string,
  { isKnown, signal }: ReadOptions,
): AsyncGenerator<ForeignItem> {
  const key = row.run_uuid;
  const place = `run ${key}`;
  const params = checkedRows(db.params(key), PairRow, `${place}, params`);
  const tags = checkedRows(db.tags(key), PairRow, `${place}, tags`);
  const datasets = checkedRows(db.datasets(key), DatasetRow, `${place}, datasets`);
  const links = checkedRows(db.modelLinks(key), LinkRow, `${place}, inputs`);
  const where = await artifactFolder(row.artifact_uri, beside);
  const files = "folder" in where ? (await filesBelow(where.folder)).files : [];
  const state = [row, params.rows, tags.rows, datasets.rows, links.rows, db.metricsState(key), fingerprintOf(files)];
  const fingerprint = createHash("sha256").update(JSON.stringify(state)).digest("hex").slice(0, 32);
  if (isKnown(key, fingerprint)) return;

  yield foreignRun({
    key,
    experiment,
    name: row.name,
    user: row.user_id,
    status: runStatus(row.status),
    startTime: row.start_time,
    endTime: row.end_time,
    deleted: row.lifecycle_stage === "deleted",
    params: params.rows,
    tags: tags.rows,
  });
  for (const { skipped } of [params, tags, datasets, links]) yield* skipped;
  yield* readMetrics(db, key, signal);
  if (datasets.rows.length > 0) yield { kind: "datasets", run: key, datasets: datasets.rows.map(linkOf(db)) };
  const ofType = (type: string) => links.rows.filter(({ destination_type }) => destination_type === type);
  const inputs = ofType("MODEL_INPUT").map(({ destination_id }) => destination_id);
  const outputs = ofType("MODEL_OUTPUT").map((link) => ({ modelId: link.destination_id, step: link.step ?? 0 }));
  if (inputs.length + outputs.length > 0) yield { kind: "modelLinks", run: key, inputs, outputs };
  yield* artifactsAt(row.artifact_uri, beside, { run: key }, place);
  yield { kind: "runEnd", run: key, fingerprint };
}

/** Few enough that a writer hardly waits. */
const pointsAtOnce = 5000;

async function* readMetrics(db: MlflowDatabase, run: string, signal: AbortSignal): AsyncGenerator<ForeignItem> {
  const batches = new MetricBatches(run);
  for (let last = -1; ; ) {
    signal.throwIfAborted();
    const found = db.metrics(run, last, pointsAtOnce);
    const { rows, skipped } = checkedRows(found, MetricRow, `run ${run}, metrics`);
    for (const { key, value, step, timestamp, is_nan } of rows) {
      const nan = value === null || Boolean(is_nan);
      batches.add(key, nan ? Number.NaN : trueInfinity(value), step ?? 0, timestamp);
    }
    yield* batches.full();
    yield* skipped;
    last = Number(found.at(-1)?.row);
    if (found.length < pointsAtOnce) break;
  }
  yield* batches.rest();
}

const linkOf = (db: MlflowDatabase) => (row: DatasetRow) => ({
  name: row.name,
  digest: row.digest,
  sourceType: row.dataset_source_type,
  source: row.dataset_source,
  ...(row.dataset_schema === null ? {} : { schema: row.dataset_schema }),
  ...(row.dataset_profile === null ? {} : { profile: row.dataset_profile }),
  tags: checkedRows(db.inputTags(row.input_uuid), PairRow, "").rows,
});

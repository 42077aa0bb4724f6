import { randomUUID } from "node:crypto";
import { alreadyExists, invalidParameter, notFound } from "../protocol/errors.ts";
import type { LoggedModelMetricRow, LoggedModelRow } from "../store/loggedModelRow.ts";
import type { Store } from "../store/openStore.ts";
import { fromPageToken, toPageToken } from "../store/pageToken.ts";
import type { Tables } from "../store/tables.ts";
import type {
  ImportedLoggedModel,
  LoggedModelRecord,
  LoggedModelSearch,
  LoggedModels,
  ModelMetric,
} from "./loggedModelTypes.ts";
import { activeExperiment, activeRun } from "./lookup.ts";
import { modelLinks } from "./modelLinks.ts";
import { checkedMaxResults } from "./paging.ts";
import { generateRunName } from "./runNames.ts";
import { parseLoggedModelFilter, parseLoggedModelOrder } from "./search/loggedModelFilter.ts";
import type { Page, ParamInput } from "./types.ts";

/** Records and finds MLflow 3's logged models. `now` is the clock. */
export function createLoggedModels(store: Store, now: () => number = Date.now): LoggedModels {
  const existing = (id: string, { loggedModels }: Tables = store.tables): LoggedModelRow => {
    const row = loggedModels.get(id);
    if (row === undefined || row.lifecycle === "deleted") throw unknownModel(id);
    return row;
  };
  const record = (row: LoggedModelRow): LoggedModelRecord => toRecord(row, store.tables);
  return {
    async create(input) {
      const id = `m-${randomUUID().replaceAll("-", "")}`;
      await store.write((tables) => {
        const { artifact_location: location } = activeExperiment(tables, input.experimentId);
        const [time, name] = [now(), input.name ?? generateRunName()];
        insert(tables, location, { ...input, id, name, status: "PENDING", createdAt: time, updatedAt: time });
      });
      return record(existing(id));
    },
    async import(input) {
      await store.write((tables) => {
        if (tables.loggedModels.get(input.id) !== undefined)
          throw alreadyExists(`There is a model ${input.id} already.`);
        insert(tables, `mlflow-artifacts:/${input.experimentId}`, input);
      });
      return record(existing(input.id));
    },
    get(id, options = { deletedToo: false }) {
      const row = store.tables.loggedModels.get(id);
      return record(options.deletedToo && row !== undefined ? row : existing(id));
    },
    async finish(id, status) {
      await store.write((tables) => tables.loggedModels.setStatus(existing(id, tables).id, status, now()));
      return record(existing(id));
    },
    delete: (id) =>
      store.write((tables) => {
        tables.loggedModels.delete(existing(id, tables).id, now());
      }),
    setTags: (id, tags) =>
      store.write((tables) => {
        const model = existing(id, tables);
        for (const tag of tags) tables.loggedModels.setTag(model.id, tag);
      }),
    deleteTag: (id, key) =>
      store.write((tables) => {
        if (tables.loggedModels.deleteTag(existing(id, tables).id, key)) return;
        throw notFound(`No tag with key '${key}' found for model with ID '${id}'.`);
      }),
    logParams: (id, params) => store.write((tables) => addParams(tables, existing(id, tables).id, params)),
    logMetrics: async (metrics) => {
      if (metrics.length === 0) return;
      await store.write((tables) => {
        for (const metric of metrics) tables.loggedModels.addMetric(existing(metric.modelId, tables).id, toRow(metric));
      });
    },
    search: (query) => search(store.tables, query, record),
    link: async (runId, { inputs, outputs }) => {
      if (inputs.length === 0 && outputs.length === 0) return;
      await store.write((tables) => {
        activeRun(tables, runId);
        for (const modelId of inputs) tables.runModels.link(runId, { role: "input", modelId, step: 0 });
        for (const output of outputs) tables.runModels.link(runId, { role: "output", ...output });
      });
    },
    linksOf: (runId) => modelLinks(store.tables.runModels.list(runId)),
  };
}

/** Records a model whose files go below a location, and what is known of it from the start. */
function insert(tables: Tables, location: string, model: ImportedLoggedModel): void {
  tables.loggedModels.insert({
    modelId: model.id,
    experiment: activeExperiment(tables, model.experimentId).id,
    name: checkedName(model.name),
    modelType: model.modelType,
    sourceRunId: model.sourceRunId,
    status: model.status,
    artifactUri: `${location.replace(/\/+$/, "")}/models/${model.id}/artifacts`,
    createdAt: model.createdAt,
    updatedAt: model.updatedAt,
  });
  const row = tables.loggedModels.get(model.id);
  if (row === undefined) throw unknownModel(model.id);
  addParams(tables, row.id, model.params);
  for (const tag of model.tags) tables.loggedModels.setTag(row.id, tag);
}

const unknownModel = (id: string) => notFound(`Logged model with ID '${id}' not found.`);

/** Names become parts of addresses. */
function checkedName(name: string): string {
  const wrong = /[/:.%"']/.exec(name)?.[0];
  if (wrong === undefined) return name;
  throw invalidParameter(`Invalid model name: "${name}" contains '${wrong}'. It must not contain any of / : . % " '`);
}

function addParams({ loggedModels }: Tables, id: number, params: readonly ParamInput[]): void {
  const known = new Set(loggedModels.params(id).map(({ key }) => key));
  for (const param of params) {
    if (known.has(param.key)) throw alreadyExists(`The model has a param '${param.key}' already.`);
    known.add(param.key);
    loggedModels.addParam(id, param);
  }
}

const mostPerPage = 1000;

function search(
  { loggedModels }: Tables,
  query: LoggedModelSearch,
  record: (row: LoggedModelRow) => LoggedModelRecord,
): Page<LoggedModelRecord> {
  const limit = checkedMaxResults(query.maxResults, mostPerPage);
  const [offset = 0] = query.pageToken === undefined ? [] : fromPageToken(query.pageToken, 1);
  const rows = loggedModels.search({
    experimentIds: query.experimentIds,
    where: parseLoggedModelFilter(query.filter),
    datasets: query.datasets,
    orderBy: query.orderBy.map(({ field, ascending }) => parseLoggedModelOrder(field, ascending)),
    limit: limit + 1,
    offset,
  });
  const items = rows.slice(0, limit).map(record);
  if (rows.length <= limit) return { items };
  return { items, nextPageToken: toPageToken([offset + limit]) };
}

function toRecord(row: LoggedModelRow, { loggedModels }: Tables): LoggedModelRecord {
  return {
    id: row.modelId,
    experimentId: row.experimentId,
    name: row.name,
    modelType: row.modelType,
    sourceRunId: row.sourceRunId,
    status: row.status,
    artifactUri: row.artifactUri,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    params: loggedModels.params(row.id),
    tags: loggedModels.tags(row.id),
    metrics: loggedModels.metrics(row.id).map((metric) => toMetric(row.modelId, metric)),
  };
}

const toMetric = (modelId: string, row: LoggedModelMetricRow): ModelMetric => ({
  key: row.key,
  value: row.value,
  time: row.time,
  step: row.step,
  modelId,
  runId: row.runId,
  ...(row.datasetName === "" ? {} : { dataset: { name: row.datasetName, digest: row.datasetDigest } }),
});

const toRow = (metric: ModelMetric): LoggedModelMetricRow => ({
  key: metric.key,
  runId: metric.runId,
  datasetName: metric.dataset?.name ?? "",
  datasetDigest: metric.dataset?.digest ?? "",
  step: metric.step,
  time: metric.time,
  value: metric.value,
});

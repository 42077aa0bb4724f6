import { type KeyValue, toMetricValue } from "../../protocol/entities.ts";
import type { ModelMetric, ModelVersionSummary, RegisteredModel } from "../../protocol/modelEntities.ts";
import type { LoggedModelMetricRow } from "../../store/loggedModelRow.ts";
import type { ListedModelRow } from "../../store/modelListing.ts";
import type { ModelVersionRow } from "../../store/registryRows.ts";
import type { Tables } from "../../store/tables.ts";
import { chooseHeadline } from "../headline.ts";
import type { GoalOf } from "../metricGoal.ts";

/** A version in words and one figure. */
export function versionSummary(tables: Tables, row: ModelVersionRow): ModelVersionSummary {
  const { list } = metricsOf(tables, row, () => null);
  const key = chooseHeadline(list.map((metric) => ({ key: metric.key, runs: 1 })));
  const headline = list.find((metric) => metric.key === key);
  return {
    name: row.name,
    version: row.version,
    aliases: [...row.aliases],
    stage: row.stage,
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
    runId: row.runId === "" ? null : row.runId,
    headline: headline === undefined ? null : { key: headline.key, value: headline.value },
  };
}

/** A registered model as a list shows it. */
export function registeredModel(tables: Tables, row: ListedModelRow): RegisteredModel {
  const latest = row.latest === null ? undefined : tables.modelVersions.get(row.id, row.latest);
  return {
    name: row.name,
    description: row.description,
    tags: [...row.tags],
    aliases: [...row.aliases],
    versions: row.versions,
    latest: latest === undefined ? null : versionSummary(tables, latest),
    createdAt: row.createdAt,
    updatedAt: row.updatedAt,
  };
}

/** A version's metrics: those of its logged model where it has some, else the latest of its run. */
export function metricsOf(
  tables: Tables,
  row: ModelVersionRow,
  goalOf: GoalOf,
): { readonly of: "model" | "run"; readonly list: ModelMetric[] } {
  const model = tables.loggedModels.get(row.modelId);
  const own = model === undefined ? [] : tables.loggedModels.metrics(model.id);
  if (own.length > 0) {
    const list = lastMeasured(own).map(({ key, value, datasetName }) => ({
      key,
      value: toMetricValue(value),
      dataset: datasetName === "" ? null : datasetName,
      goal: goalOf(key),
    }));
    return { of: "model", list };
  }
  const run = tables.runs.byId(row.runId);
  const series = run === undefined ? [] : tables.series.list(run.id);
  const list = series.map(({ key, summary }) => ({
    key,
    value: toMetricValue(summary.last.value),
    dataset: null,
    goal: goalOf(key),
  }));
  return { of: "run", list };
}

/** Of a metric that was measured several times on data of the same name, what was measured last. */
function lastMeasured(metrics: readonly LoggedModelMetricRow[]): readonly LoggedModelMetricRow[] {
  const last = new Map<string, LoggedModelMetricRow>();
  for (const metric of metrics) {
    const place = JSON.stringify([metric.key, metric.datasetName]);
    const known = last.get(place);
    if (known === undefined || metric.time >= known.time) last.set(place, metric);
  }
  return [...last.values()];
}

/** The same of its parameters. */
export function paramsOf(
  tables: Tables,
  row: ModelVersionRow,
): { readonly of: "model" | "run"; readonly list: KeyValue[] } {
  const model = tables.loggedModels.get(row.modelId);
  const own = model === undefined ? [] : tables.loggedModels.params(model.id);
  if (own.length > 0) return { of: "model", list: [...own] };
  const run = tables.runs.byId(row.runId);
  return { of: "run", list: run === undefined ? [] : tables.params.list(run.id) };
}

import { alreadyExists, invalidParameter, notFound } from "../protocol/errors.ts";
import type { ExperimentRow } from "../store/experimentTable.ts";
import type { Store } from "../store/openStore.ts";
import type { ReadPool } from "../store/readPool.ts";
import type { Tables } from "../store/tables.ts";
import type { TrackingChange } from "./changes.ts";
import { checkExperimentName, checkExperimentTag } from "./limits.ts";
import { activeExperiment, findExperiment } from "./lookup.ts";
import { checkedMaxResults } from "./paging.ts";
import { parseExperimentFilter } from "./search/experimentFilter.ts";
import { parseExperimentOrder } from "./search/order.ts";
import type { Tracking } from "./tracking.ts";
import type { ExperimentRecord } from "./types.ts";

export interface ExperimentDependencies {
  readonly store: Store;
  readonly reads: ReadPool;
  readonly now: () => number;
  readonly onChange: (change: TrackingChange) => void;
}

/** Experiments by MLflow's rules. */
export function experiments({ store, reads, now, onChange }: ExperimentDependencies): Tracking["experiments"] {
  const change = async <T>(work: (tables: Tables) => T): Promise<T> => {
    const result = await store.write(work);
    onChange({ experiments: true });
    return result;
  };

  return {
    create: ({ name, artifactLocation, tags }) =>
      change((tables) => {
        checkExperimentName(name);
        for (const tag of tags) checkExperimentTag(tag);
        if (artifactLocation?.includes("#")) {
          throw invalidParameter("'artifact_location' URL can't include fragments or params.", { artifactLocation });
        }
        refuseTakenName(tables, name);
        const id = tables.experiments.insert({
          name,
          artifactLocation: (own) => artifactLocation?.replace(/\/+$/, "") ?? `mlflow-artifacts:/${own}`,
          now: now(),
        });
        const row = findExperiment(tables, id);
        for (const { key, value } of tags) tables.experiments.setTag(row.id, key, value);
        return id;
      }),
    get: (id) => experimentRecord(store.tables, findExperiment(store.tables, id)),
    getByName(name) {
      const row = store.tables.experiments.byName(name);
      if (row === undefined) throw notFound(`Could not find experiment with name '${name}'`, { name });
      return experimentRecord(store.tables, row);
    },
    async search({ filter, orderBy, view, maxResults, pageToken }) {
      const page = await reads.read("searchExperiments", {
        conditions: parseExperimentFilter(filter),
        order: parseExperimentOrder(orderBy),
        view,
        limit: checkedMaxResults(maxResults),
        ...(pageToken === undefined ? {} : { pageToken }),
      });
      return {
        items: page.rows.map((row) => experimentRecord(store.tables, row)),
        ...(page.nextPageToken === undefined ? {} : { nextPageToken: page.nextPageToken }),
      };
    },
    rename: (id, name) =>
      change((tables) => {
        checkExperimentName(name);
        const row = findExperiment(tables, id);
        if (row.lifecycle !== "active") throw invalidParameter("Cannot rename a non-active experiment.");
        if (row.name !== name) refuseTakenName(tables, name);
        tables.experiments.rename(row.id, name, now());
      }),
    delete: (id) =>
      change((tables) => {
        const row = findExperiment(tables, id);
        if (row.lifecycle !== "active") throw notFound(`No Experiment with id=${id} exists`, { experimentId: id });
        tables.experiments.setLifecycle(row.id, "deleted", now());
        tables.runs.setLifecycleInExperiment(row.id, "deleted", now());
      }),
    restore: (id) =>
      change((tables) => {
        const row = findExperiment(tables, id);
        if (row.lifecycle !== "deleted") throw notFound(`No Experiment with id=${id} exists`, { experimentId: id });
        tables.experiments.setLifecycle(row.id, "active", now());
        tables.runs.setLifecycleInExperiment(row.id, "active", null);
      }),
    setTag: (id, tag) =>
      change((tables) => {
        checkExperimentTag(tag);
        const row = activeExperiment(tables, id);
        tables.experiments.setTag(row.id, tag.key, tag.value);
        tables.experiments.touch(row.id, now());
      }),
    deleteTag: (id, key) =>
      change((tables) => {
        const row = activeExperiment(tables, id);
        if (tables.experiments.deleteTag(row.id, key)) tables.experiments.touch(row.id, now());
        else throw notFound(`No tag with name: ${key} in experiment with id ${id}`, { experimentId: id, key });
      }),
  };
}

function refuseTakenName(tables: Tables, name: string): void {
  const other = tables.experiments.byName(name);
  if (other === undefined) return;
  const state = other.lifecycle === "deleted" ? " in deleted state. Restore it, or choose another name" : "";
  throw alreadyExists(`Experiment(name=${name}) already exists${state}.`, { name, experimentId: other.experiment_id });
}

/** An experiment as the wire needs it. */
function experimentRecord(tables: Tables, row: ExperimentRow): ExperimentRecord {
  return {
    id: row.experiment_id,
    name: row.name,
    artifactLocation: row.artifact_location,
    lifecycle: row.lifecycle,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    tags: tables.experiments.tags(row.id),
  };
}

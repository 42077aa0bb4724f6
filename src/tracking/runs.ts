import { randomUUID } from "node:crypto";
import { setImmediate as nextTurn } from "node:timers/promises";
import { alreadyExists, invalidParameter } from "../protocol/errors.ts";
import type { Store } from "../store/openStore.ts";
import type { ReadPool } from "../store/readPool.ts";
import type { RunSearchParams } from "../store/runSearch.ts";
import type { RunRow } from "../store/runTable.ts";
import type { Tables } from "../store/tables.ts";
import { nameTag, sourceNameTag } from "../store/tagTable.ts";
import type { RunStart, TrackingChange } from "./changes.ts";
import { checkedParam, checkedTag } from "./limits.ts";
import { activeExperiment, activeRun, checkExperimentId, experimentOf, findRun } from "./lookup.ts";
import { goalsWith } from "./metricGoal.ts";
import { checkedMaxResults } from "./paging.ts";
import { type RunInJson, runInJson } from "./runInJson.ts";
import { generateRunName } from "./runNames.ts";
import { runRecord } from "./runRecord.ts";
import { parseRunOrder } from "./search/order.ts";
import { parseClientQuery } from "./search/runQuery.ts";
import type { Tracking } from "./tracking.ts";
import type { ImportedRun, NewRun, RunRecord, RunSearch } from "./types.ts";

export interface RunDependencies {
  readonly store: Store;
  readonly reads: ReadPool;
  readonly now: () => number;
  readonly onChange: (change: TrackingChange) => void;
  readonly onRunStarted: (start: RunStart) => void;
}

/** Runs by MLflow's rules. */
export function runs({ store, reads, now, onChange, onRunStarted }: RunDependencies): Tracking["runs"] {
  const change = async (work: (tables: Tables) => RunRow): Promise<RunRecord> => {
    const record = await store.write((tables) => runRecord(tables, work(tables)));
    onChange({ run: { id: record.id, experimentId: record.experimentId, summary: true, metrics: false } });
    return record;
  };

  const checkIds = (ids: readonly string[]): void => {
    for (const id of ids) if (store.tables.experiments.byId(id) === undefined) checkExperimentId(id);
  };

  return {
    async create(input) {
      const record = await change((tables) => insertRun(tables, input, now()));
      onRunStarted({
        runId: record.id,
        experimentId: record.experimentId,
        sourceName: record.tags.find(({ key }) => key === sourceNameTag)?.value ?? null,
      });
      return record;
    },
    import: (input) => change((tables) => insertImported(tables, input)),
    get: (id) => runRecord(store.tables, findRun(store.tables, id)),
    update: (id, { status, endTime, name }) =>
      change((tables) => {
        const row = activeRun(tables, id);
        tables.runs.setStatus(row.id, status ?? row.status, endTime ?? row.end_time, now());
        if (name) tables.tags.set(row, nameTag, checkedTag({ key: nameTag, value: name }).value);
        return findRun(tables, id);
      }),
    async delete(id) {
      await change((tables) => {
        tables.runs.setLifecycle(findRun(tables, id).id, "deleted", now());
        return findRun(tables, id);
      });
    },
    async restore(id) {
      await change((tables) => {
        const row = findRun(tables, id);
        const experiment = experimentOf(tables, row);
        activeExperiment(tables, experiment.experiment_id);
        tables.runs.setLifecycle(row.id, "active", null);
        return findRun(tables, id);
      });
    },
    async search(query) {
      checkIds(query.experimentIds);
      const { runIds, ...next } = await reads.read("searchRuns", searchParams(query, store.tables));
      return { items: await inParts(runIds, (id) => runRecord(store.tables, findRun(store.tables, id))), ...next };
    },
    async searchJson(query) {
      checkIds(query.experimentIds);
      const { runIds, ...next } = await reads.read("searchRuns", searchParams(query, store.tables));
      const items: RunInJson[] = [];
      // Two readers share each part; other reads get their turn between two.
      for (let start = 0; start < runIds.length; start += runsPerPart) {
        const part = runIds.slice(start, start + runsPerPart);
        const middle = Math.ceil(part.length / 2);
        const halves = [part.slice(0, middle), part.slice(middle)].filter((ids) => ids.length > 0);
        const found = await Promise.all(halves.map((ids) => reads.read("runDocuments", ids)));
        items.push(...found.flat().map(runInJson));
      }
      return { items, ...next };
    },
  };
}

const runsPerPart = 100;

const searchParams = (
  { experimentIds, filter, orderBy, view, maxResults, pageToken }: RunSearch,
  tables: Tables,
): RunSearchParams => ({
  experimentIds,
  conditions: parseClientQuery(filter, goalsWith(tables.metricGoals.list())),
  order: parseRunOrder(orderBy),
  view,
  limit: checkedMaxResults(maxResults),
  ...(pageToken === undefined ? {} : { pageToken }),
});

/** Lets others have their turn now and then: a client may ask for ten thousand runs at once. */
async function inParts<T, R>(items: readonly T[], work: (item: T) => R): Promise<readonly R[]> {
  const results: R[] = [];
  for (const [index, item] of items.entries()) {
    if (index % 100 === 99) await nextTurn();
    results.push(work(item));
  }
  return results;
}

function insertRun(tables: Tables, input: NewRun, now: number): RunRow {
  const experiment = activeExperiment(tables, input.experimentId);
  const tags = input.tags.map((tag, index) => checkedTag(tag, `tags[${index}]`));
  const tagged = tags.find(({ key }) => key === nameTag)?.value;
  if (input.name && tagged && input.name !== tagged) {
    throw invalidParameter(
      "Both 'run_name' argument and 'mlflow.runName' tag are specified, but with different values " +
        `(run_name='${input.name}', mlflow.runName='${tagged}').`,
    );
  }
  const name = input.name || tagged || generateRunName();
  const runId = randomUUID().replaceAll("-", "");
  const id = tables.runs.insert({
    run_id: runId,
    experiment: experiment.id,
    name,
    user: input.user ?? "",
    start_time: input.startTime ?? now,
    last_activity: now,
    artifact_uri: `${experiment.artifact_location}/${runId}/artifacts`,
  });
  const run = { id, experiment: experiment.id };
  for (const { key, value } of tags) tables.tags.set(run, key, value);
  if (!tagged) tables.tags.set(run, nameTag, checkedTag({ key: nameTag, value: name }).value);
  return findRun(tables, runId);
}

/** Its artifacts go below ours, wherever the experiment's other runs keep theirs. */
function insertImported(tables: Tables, input: ImportedRun): RunRow {
  const experiment = activeExperiment(tables, input.experimentId);
  if (tables.runs.byId(input.id) !== undefined) throw alreadyExists(`There is a run ${input.id} already.`);
  const lastHeard = input.endTime ?? input.startTime;
  const id = tables.runs.insert({
    run_id: input.id,
    experiment: experiment.id,
    name: input.name,
    user: input.user,
    start_time: input.startTime,
    last_activity: lastHeard,
    artifact_uri: `mlflow-artifacts:/${experiment.experiment_id}/${input.id}/artifacts`,
  });
  const run = { id, experiment: experiment.id };
  tables.runs.setStatus(id, input.status, input.endTime, lastHeard);
  for (const [index, param] of input.params.entries()) {
    const { key, value } = checkedParam(param, `params[${index}]`);
    tables.params.insert(run, key, value);
  }
  for (const [index, tag] of [...input.tags, { key: nameTag, value: input.name }].entries()) {
    const { key, value } = checkedTag(tag, `tags[${index}]`);
    tables.tags.set(run, key, value);
  }
  return findRun(tables, input.id);
}

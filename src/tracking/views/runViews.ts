import type { Params } from "../../protocol/contract.ts";
import type { EngineContract } from "../../protocol/engineContract.ts";
import type { RunRow } from "../../store/runTable.ts";
import type { Tables } from "../../store/tables.ts";
import { nameTag, noteTag, starTag } from "../../store/tagTable.ts";
import { checkedTag } from "../limits.ts";
import { activeExperiment, activeRun, experimentOf, findRun } from "../lookup.ts";
import { goalsWith } from "../metricGoal.ts";
import { parseRunQuery } from "../search/runQuery.ts";
import { compareRuns } from "./comparison.ts";
import { repeatsOf } from "./repeats.ts";
import { runDetail } from "./runDetail.ts";
import { type ParseQuery, runListQuery, sortedMetric } from "./runListQuery.ts";
import { runSummarizer } from "./runSummary.ts";
import type { ViewDependencies, Views } from "./views.ts";

type TableOrChart = "runs/table" | "runs/constants" | "runs/groups" | "runs/points" | "runs/importance";
type CodeLink = "runs/loggedNames" | "runs/tried" | "runs/latestWith";
type RunViews = Pick<Views, Exclude<keyof Views & `runs/${string}`, TableOrChart | CodeLink>>;

/** What the editor asks about runs, and does with them. */
export function runViews(dependencies: ViewDependencies & { readonly now: () => number }): RunViews {
  const { store, reads, onChange, codeOf, now } = dependencies;
  const { tables } = store;
  /** Changes all of these runs or none. */
  const change = async (runIds: readonly string[], work: (tables: Tables, row: RunRow) => void): Promise<void> => {
    await store.write((own) => {
      for (const id of runIds) work(own, findRun(own, id));
    });
    for (const id of runIds) {
      const experimentId = experimentOf(tables, findRun(tables, id)).experiment_id;
      onChange({ run: { id, experimentId, summary: true, metrics: false } });
    }
  };

  return {
    "runs/list": async (query) => {
      const parse: ParseQuery = (text) => parseRunQuery(text, goalsWith(tables.metricGoals.list()));
      const { runIds, byStatus } = await reads.read("listRuns", runListQuery(query, parse));
      const summarize = runSummarizer(tables, sortedMetric(query.sort));
      return {
        runs: runIds.map((id) => summarize(findRun(tables, id))),
        total: Object.values(byStatus).reduce((sum, count) => sum + count, 0),
        byStatus,
      };
    },
    "runs/get": ({ runId }) => runDetail(tables, runId, dependencies),
    "runs/summaries": ({ runIds }) => {
      const rows = runIds.map((id) => tables.runs.byId(id)).filter((row) => row !== undefined);
      return { runs: rows.map(runSummarizer(tables)) };
    },
    "runs/compare": ({ runIds }) => compareRuns(tables, runIds, codeOf),
    "runs/repeats": (question) => repeatsOf(tables, question),
    "runs/update": async (update) => {
      await change([update.runId], (own) => updateRun(own, update));
      return runSummarizer(tables)(findRun(tables, update.runId));
    },
    "runs/delete": async ({ runIds }) => {
      await change(runIds, (own, row) => own.runs.setLifecycle(row.id, "deleted", now()));
      return {};
    },
    "runs/restore": async ({ runIds }) => {
      await change(runIds, (own, row) => {
        activeExperiment(own, experimentOf(own, row).experiment_id);
        own.runs.setLifecycle(row.id, "active", null);
      });
      return {};
    },
  };
}

function updateRun(tables: Tables, update: Params<EngineContract, "runs/update">): void {
  const row = activeRun(tables, update.runId);
  if (update.name !== undefined && update.name.trim() !== "") {
    tables.tags.set(row, nameTag, checkedTag({ key: nameTag, value: update.name.trim() }).value);
  }
  // What a user wrote by hand is not cut off at the length that a script's tag may have.
  if (update.note === "") tables.tags.delete(row, noteTag);
  else if (update.note !== undefined) tables.tags.set(row, noteTag, update.note);
  if (update.starred === true) tables.tags.set(row, starTag, "true");
  else if (update.starred === false) tables.tags.delete(row, starTag);
  for (const [key, value] of Object.entries(update.tags ?? {})) {
    if (value === null) tables.tags.delete(row, key);
    else tables.tags.set(row, key, checkedTag({ key, value }).value);
  }
}

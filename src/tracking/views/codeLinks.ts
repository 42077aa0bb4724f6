import type { TriedValue } from "../../protocol/codeLinkRequests.ts";
import { spelledName } from "../../protocol/query/names.ts";
import type { KeyKind } from "../../store/keyTable.ts";
import type { RunRow } from "../../store/runTable.ts";
import { chooseHeadline } from "../headline.ts";
import { experimentOf, findRun } from "../lookup.ts";
import { goalsWith } from "../metricGoal.ts";
import { parseRunQuery } from "../search/runQuery.ts";
import { tableColumn } from "./tableColumn.ts";
import type { ViewDependencies, Views } from "./views.ts";

const mostValues = 12;

type CodeLinks = Pick<Views, "runs/loggedNames" | "runs/tried" | "runs/latestWith">;

/** What is known of names that stand in code. */
export function codeLinkViews({ store, reads }: ViewDependencies): CodeLinks {
  const { tables } = store;
  const experiments = () =>
    tables.experiments.list("active").map((row) => ({ id: row.experiment_id, keys: tables.keys.list(row.id) }));
  /** The run that began last of those that have such a key. */
  async function latestWith(kind: "param" | "metric", key: string): Promise<RunRow | undefined> {
    const known = experiments().filter(({ keys }) => keys.some((used) => used.kind === kind && used.key === key));
    if (known.length === 0) return undefined;
    const { rows } = await reads.read("runsTable", {
      experimentIds: known.map(({ id }) => id),
      view: "ACTIVE_ONLY",
      conditions: parseRunQuery(`${kind}s.${spelledName(key)} IS NOT NULL`, () => null),
      columns: [],
      sort: [],
      offset: 0,
      limit: 1,
    });
    return rows[0] === undefined ? undefined : findRun(tables, rows[0].runId);
  }
  return {
    "runs/loggedNames": () => {
      const all = experiments().flatMap(({ keys }) => keys);
      const namesOf = (wanted: KeyKind) =>
        [...new Set(all.flatMap(({ kind, key }) => (kind === wanted ? key : [])))].sort();
      return { params: namesOf("param"), metrics: namesOf("metric") };
    },
    "runs/tried": async ({ key }) => {
      const latest = await latestWith("param", key);
      if (latest === undefined) return null;
      const experiment = experimentOf(tables, latest);
      const goalOf = goalsWith(tables.metricGoals.list());
      const metric = chooseHeadline(tables.keys.list(experiment.id).filter(({ kind }) => kind === "metric"));
      const goal = metric === undefined ? null : goalOf(metric);
      const { groups, all } = await reads.read("runGroups", {
        experimentIds: [experiment.experiment_id],
        view: "ACTIVE_ONLY",
        conditions: parseRunQuery(`params.${spelledName(key)} IS NOT NULL`, goalOf),
        by: [{ of: "param", key }],
        columns: metric === undefined ? [] : [tableColumn({ of: "metric", key: metric, take: "best" }, goalOf)],
        // Of a random search every run is a group: the best of some would not be the best.
        most: Number.MAX_SAFE_INTEGER,
      });
      const bestOf = (numbers: readonly number[] | undefined): number | null => {
        if (goal === null || numbers === undefined || numbers.length === 0) return null;
        return numbers.reduce((best, number) => (goal === "min" ? Math.min(best, number) : Math.max(best, number)));
      };
      const values = groups.map((group) => ({
        value: String(group.values[0]),
        runs: group.runs,
        best: bestOf(group.numbers[0]),
      }));
      return {
        key,
        experiment: { id: experiment.experiment_id, name: experiment.name },
        runs: values.reduce((sum, { runs }) => sum + runs, 0),
        distinct: all,
        metric: metric === undefined || goal === null ? null : { key: metric, goal },
        values: values.sort(goal === "max" ? byLargest : bySmallest).slice(0, mostValues),
      };
    },
    "runs/latestWith": async ({ metric }) => {
      const run = await latestWith("metric", metric);
      return run === undefined ? null : { id: run.run_id, name: run.name, experiment: experimentOf(tables, run).name };
    },
  };
}

/** What has no best comes last. */
const bySmallest = (a: TriedValue, b: TriedValue): number => order(a.best, b.best, 1) || b.runs - a.runs;
const byLargest = (a: TriedValue, b: TriedValue): number => order(a.best, b.best, -1) || b.runs - a.runs;

function order(a: number | null, b: number | null, sign: 1 | -1): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return sign * (a - b);
}

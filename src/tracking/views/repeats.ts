import type * as z from "zod";
import { fromMetricValue, type MetricGoal, type MetricSummary } from "../../protocol/entities.ts";
import type { Repeats, RepeatsVerdict, repeatsRequests } from "../../protocol/repeatsRequests.ts";
import { compareMeans, type MeanDifference, meanOfRepeats } from "../../statistics/comparison/repeats.ts";
import { adjustedPs } from "../../statistics/comparison/verdict.ts";
import type { Tables } from "../../store/tables.ts";
import { findRun } from "../lookup.ts";
import { goalsWith } from "../metricGoal.ts";
import { metricSummary } from "./metricSummary.ts";

type Question = z.infer<(typeof repeatsRequests)["runs/repeats"]["params"]>;

/** The last part of a parameter's name that says that its runs are the same training again. */
const repeatingNames = /(^|[./:_-])(seed|random_?seed|random_?state|rng_?seed|fold|cv_?fold|repeat|replicate)$/i;

interface Member {
  readonly runId: string;
  readonly params: ReadonlyMap<string, string>;
  readonly metrics: readonly MetricSummary[];
}

/** Groups runs by all their parameters but those that only repeat, and compares the groups with the baseline's. */
export function repeatsOf(tables: Tables, { runIds, statistic, repeating, baseline }: Question): Repeats {
  const goalOf = goalsWith(tables.metricGoals.list());
  const members = runIds.map((runId): Member => {
    const { id } = findRun(tables, runId);
    return {
      runId,
      params: new Map(tables.params.list(id).map(({ key, value }) => [key, value])),
      metrics: tables.series.list(id).map((series) => metricSummary(series, goalOf)),
    };
  });
  const differing = differingParams(members).map((key) => ({
    key,
    repeats: repeating === null ? repeatingNames.test(key) : repeating.includes(key),
  }));
  const telling = differing.flatMap(({ key, repeats }) => (repeats ? [] : [key]));
  const groups = withFirst(grouped(members, telling), baseline);
  const keys = [...new Set(members.flatMap(({ metrics }) => metrics.map(({ key }) => key)))].sort();
  return {
    groups: groups.map((group) => ({
      runIds: group.map(({ runId }) => runId),
      params: telling.map((key) => ({ key, value: group[0]?.params.get(key) ?? null })),
    })),
    differing,
    metrics: comparedMetrics(keys, groups, (summary) => figureOf(summary, statistic), goalOf),
  };
}

function differingParams(members: readonly Member[]): string[] {
  const keys = [...new Set(members.flatMap(({ params }) => [...params.keys()]))].sort();
  return keys.filter((key) => members.some(({ params }) => params.get(key) !== members[0]?.params.get(key)));
}

function grouped(members: readonly Member[], telling: readonly string[]): Member[][] {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const key = JSON.stringify(telling.map((name) => member.params.get(name) ?? null));
    groups.set(key, [...(groups.get(key) ?? []), member]);
  }
  return [...groups.values()];
}

function withFirst(groups: readonly Member[][], baseline: string | undefined): readonly Member[][] {
  const first = groups.find((group) => group.some(({ runId }) => runId === baseline));
  return first === undefined ? groups : [first, ...groups.filter((group) => group !== first)];
}

function comparedMetrics(
  keys: readonly string[],
  groups: readonly Member[][],
  figure: (summary: MetricSummary) => number | null,
  goalOf: (key: string) => MetricGoal,
): Repeats["metrics"] {
  const found = keys.map((key) => {
    const values = groups.map((group) =>
      group.flatMap(({ metrics }) => {
        const summary = metrics.find((metric) => metric.key === key);
        const value = summary === undefined ? null : figure(summary);
        return value === null || !Number.isFinite(value) ? [] : [value];
      }),
    );
    const [first = []] = values;
    const compared = values.map((own, group) =>
      group === 0 || own.length === 0 || first.length === 0 ? null : compareMeans(first, own),
    );
    return { key, values, compared };
  });
  const all = found.flatMap(({ compared }) => compared.filter((one) => one !== null));
  const adjusted = adjustedPs(all);
  return found.map(({ key, values, compared }) => ({
    key,
    goal: goalOf(key),
    cells: values.map((own) => (own.length === 0 ? null : meanOfRepeats(own))),
    verdicts: compared.map((one) =>
      one === null ? null : verdictOn(one, adjusted[all.indexOf(one)] ?? null, goalOf(key)),
    ),
    leftOut: groups.flat().length - values.flat().length,
  }));
}

/** A difference only where the interval leaves out 0 and no more of them than chance brings forth are found. */
function verdictOn(found: MeanDifference, adjustedP: number | null, goal: MetricGoal): RepeatsVerdict {
  const { difference, interval } = found;
  const isShown = interval !== null && (interval.low > 0 || interval.high < 0) && (adjustedP ?? 1) <= 0.05;
  const way = difference > 0 ? "higher" : "lower";
  const better = (goal === "max") === difference > 0 ? "better" : "worse";
  const outcome = interval === null ? "can't tell" : !isShown ? "no difference shown" : goal === null ? way : better;
  return { ...found, adjustedP, outcome };
}

/** The one value of a run; without a known direction its last stands for the best. */
function figureOf(summary: MetricSummary, statistic: Question["statistic"]): number | null {
  const best = { max: summary.max, min: summary.min, unknown: summary.last }[summary.goal ?? "unknown"];
  const point = statistic === "best" ? best : summary[statistic];
  return point === null ? null : fromMetricValue(point.value);
}

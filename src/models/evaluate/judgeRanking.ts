import { invalidParameter } from "../../protocol/errors.ts";
import type { EvaluationFigure, EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import { compareBySums } from "../../statistics/comparison/bootstrapped.ts";
import { type Resampling, usualResampling } from "../../statistics/intervals/bootstrap.ts";
import { meanEstimate } from "../../statistics/intervals/meanEstimate.ts";
import type { Undefined } from "../../statistics/metrics/measure.ts";
import { type QueryFigures, queryFigures } from "../../statistics/metrics/retrieval/retrieval.ts";
import type { Answers } from "./answers.ts";
import type { Found } from "./comparisons.ts";
import { doubles } from "./gathered.ts";
import { compared, type Judged, type JudgedModel } from "./judgedModels.ts";
import { pick } from "./pick.ts";
import { scoreColumns } from "./predictionColumns.ts";
import type { SliceColumn } from "./sliceCodes.ts";
import { worstRows } from "./tellingRows.ts";

type FigureName = Exclude<keyof QueryFigures, "leftOut">;

const names: readonly (readonly [string, FigureName])[] = [
  ["ndcg_at_k", "ndcgAtK"],
  ["map", "averagePrecision"],
  ["mrr", "reciprocalRank"],
  ["precision_at_k", "precisionAtK"],
  ["recall_at_k", "recallAtK"],
  ["hit_rate_at_k", "hitAtK"],
];

/** What is told of models whose scores put the rows of each group in an order. */
export function judgeRanking(
  { k, group }: Pick<EvaluationQuestion, "k" | "group">,
  { truths, numbers, groups, rows }: Answers,
  models: readonly JudgedModel[],
): Judged {
  if (groups === null) throw new TypeError("There are no groups to rank in.");
  const { order, starts } = byGroup(groups);
  const relevance = pick(truths, order);
  const told = models.map(scoresOf);
  const found = told.map((scores) => queryFigures({ starts, relevance, scores: pick(scores, order) }, k));
  const [own] = found;
  if (own === undefined) throw new TypeError("There is no model.");
  const chance = queryFigures({ starts, relevance, scores: new Float64Array(rows) }, k);
  const leftOut = "reason" in own ? groups.values.length : own.leftOut;
  const columns = scoreColumns(truths, told);
  return {
    classes: [],
    columns,
    threshold: null,
    perLabel: [],
    queries: { all: groups.values.length, leftOut, k },
    worst: worstQueries(own, { group: group ?? "", groups, order, starts, relevance, numbers }),
    disagreement: null,
    comparisons: compared(models, found, compareRankings),
    figures: found.map((figures) => rankingFigures(figures)),
    baselines: [{ name: "order by chance", figures: rankingFigures(chance) }],
    confusion: null,
    curves: null,
    calibration: null,
    residuals: null,
    fairness: [],
    slices: [],
    slicesLeftOut: 0,
  };
}

function scoresOf({ name, answers: { scores, width } }: JudgedModel): Float64Array {
  if (scores === null || width !== 1) {
    throw invalidParameter(`${name} has ${width} scores for each row; one is due to rank the rows by.`);
  }
  return doubles(scores);
}

/** The rows group by group, and where each begins. */
function byGroup({ values, codes }: SliceColumn): { order: Uint32Array; starts: Uint32Array } {
  const starts = new Uint32Array(values.length + 1);
  for (let row = 0; row < codes.length; row++) {
    const next = (codes[row] ?? 0) + 1;
    starts[next] = (starts[next] ?? 0) + 1;
  }
  for (let at = 1; at < starts.length; at++) starts[at] = (starts[at] ?? 0) + (starts[at - 1] ?? 0);
  const free = starts.slice();
  const order = new Uint32Array(codes.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row] ?? 0;
    const place = free[code] ?? 0;
    order[place] = row;
    free[code] = place + 1;
  }
  return { order, starts };
}

function rankingFigures(found: QueryFigures | Undefined, resampling: Resampling = usualResampling): EvaluationFigure[] {
  if ("reason" in found) {
    return names.map(([name]) => ({ name, ...found, interval: null, intervalReason: found.reason, rows: 0 }));
  }
  return names.map(([name, key]) => ({ name, ...meanEstimate(found[key], null, resampling, "queries") }));
}

/** Queries are what is drawn: the rows of one are not independent of each other. */
function compareRankings(first: QueryFigures | Undefined, second: QueryFigures | Undefined): Found[] {
  if ("reason" in first || "reason" in second) return [];
  const mean = ([sum = 0]: Float64Array, queries: number): number => sum / queries;
  return names.map(([name, key]) => ({
    name,
    goal: "max",
    unit: "queries",
    comparison: compareBySums([first[key]], [second[key]], mean, usualResampling),
  }));
}

interface Grouped {
  readonly group: string;
  readonly groups: SliceColumn;
  readonly order: Uint32Array;
  readonly starts: Uint32Array;
  readonly relevance: Float64Array;
  readonly numbers: Uint32Array;
}

/** Queries whose relevant rows stand the lowest, each by its first row. */
function worstQueries(
  found: QueryFigures | Undefined,
  { group, groups, order, starts, relevance, numbers }: Grouped,
): Judged["worst"] {
  if ("reason" in found) return [];
  const judged = groups.values.flatMap((value, at) => {
    const span = relevance.subarray(starts[at], starts[at + 1]);
    const relevant = span.filter((gain) => gain > 0).length;
    return relevant === 0 ? [] : [{ value, relevant, rows: span.length, first: order[starts[at] ?? 0] ?? 0 }];
  });
  const columns = [
    { name: `_${group}`, type: "VARCHAR", at: (query: number) => judged[query]?.value ?? null },
    { name: "_rows", type: "DOUBLE", at: (query: number) => judged[query]?.rows ?? null },
    { name: "_relevant", type: "DOUBLE", at: (query: number) => judged[query]?.relevant ?? null },
    { name: "_ndcg_at_k", type: "DOUBLE", at: (query: number) => found.ndcgAtK[query] ?? null },
    { name: "_reciprocal_rank", type: "DOUBLE", at: (query: number) => found.reciprocalRank[query] ?? null },
  ] as const;
  const firsts = Uint32Array.from(judged, ({ first }) => numbers[first] ?? 0);
  return worstRows({ numbers: firsts, columns }, (query) => 1 - (found.ndcgAtK[query] ?? 1) || Number.NaN);
}

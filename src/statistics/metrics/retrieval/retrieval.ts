import { obstacle } from "../columns.ts";
import { type Undefined, undefinedBecause } from "../measure.ts";
import { discountedGain, hitAt, queryPrecision, reciprocalRank, relevantAt, tieGroups } from "./rankedQuery.ts";

/** Rows by query: those of query q are at `starts[q]` up to before `starts[q + 1]`. */
export interface Queries {
  readonly starts: Uint32Array;
  /** How relevant each row is: 0 for not at all. */
  readonly relevance: Float64Array;
  readonly scores: Float64Array;
}

/** A figure for each query that has a relevant row; their means are P@k, R@k, hit rate, MAP, MRR and NDCG@k. */
export interface QueryFigures {
  readonly precisionAtK: Float64Array;
  readonly recallAtK: Float64Array;
  readonly hitAtK: Float64Array;
  readonly averagePrecision: Float64Array;
  readonly reciprocalRank: Float64Array;
  /** With linear gain, as scikit-learn's `ndcg_score`. */
  readonly ndcgAtK: Float64Array;
  /** Queries left out because none of their rows is relevant, so that no ranking of them is better than another. */
  readonly leftOut: number;
}

/** Measures of rankings at a cut-off k. A query with fewer than k rows has its precision at k as if the rest were irrelevant. */
export function queryFigures({ starts, relevance, scores }: Queries, k: number): QueryFigures | Undefined {
  const reason = obstacle(relevance.length, { "relevance values": relevance, scores });
  if (reason !== null) return undefinedBecause(reason);
  if (relevance.some((gain) => gain < 0)) return undefinedBecause("a relevance is negative");
  const spans = Array.from(starts.subarray(0, -1), (start, q) => [start, starts[q + 1] ?? start] as const);
  const judged = spans.filter(([start, end]) => relevance.subarray(start, end).some((gain) => gain > 0));
  if (judged.length === 0) return undefinedBecause("no query has a relevant row");
  const figures = judged.map(([start, end]) =>
    figuresOf(relevance.subarray(start, end), scores.subarray(start, end), k),
  );
  const column = (name: keyof (typeof figures)[number]): Float64Array => Float64Array.from(figures, (one) => one[name]);
  return {
    precisionAtK: column("precisionAtK"),
    recallAtK: column("recallAtK"),
    hitAtK: column("hitAtK"),
    averagePrecision: column("averagePrecision"),
    reciprocalRank: column("reciprocalRank"),
    ndcgAtK: column("ndcgAtK"),
    leftOut: spans.length - judged.length,
  };
}

function figuresOf(relevance: Float64Array, scores: Float64Array, k: number) {
  const groups = tieGroups(relevance, scores);
  const relevant = groups.reduce((sum, group) => sum + group.relevant, 0);
  return {
    precisionAtK: relevantAt(groups, k) / k,
    recallAtK: relevantAt(groups, k) / relevant,
    hitAtK: hitAt(groups, k),
    averagePrecision: queryPrecision(groups),
    reciprocalRank: reciprocalRank(groups),
    ndcgAtK: discountedGain(groups, k) / discountedGain(tieGroups(relevance, relevance), k),
  };
}

/** Where each query's rows begin, for rows that are sorted by query. */
export function queryStarts(queries: ArrayLike<number>): Uint32Array {
  const starts: number[] = [];
  for (let row = 0; row < queries.length; row++) if (row === 0 || queries[row] !== queries[row - 1]) starts.push(row);
  return Uint32Array.from([...starts, queries.length]);
}

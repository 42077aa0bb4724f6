import { at } from "../special/at.ts";

/** A column of small whole numbers below `bins`, at most 32. */
export interface BinnedFeature {
  readonly codes: Uint8Array;
  readonly bins: number;
  /** Whether codes have an order that splits must keep. */
  readonly ordered: boolean;
}

/** Rows are told apart by the sum of many small trees: the larger the score, the likelier the row has label 1. */
export interface BoostedTrees {
  /** The log-odds of rows of the same features. */
  score(features: readonly BinnedFeature[], rows: Uint32Array): Float64Array;
  /** How much each feature lowered the loss. */
  readonly gains: Float64Array;
}

/** A leaf, or a question: whether the code of a feature is among those in `left`. */
type Node =
  | { readonly value: number }
  | { readonly feature: number; readonly left: number; readonly yes: Node; readonly no: Node };

const rounds = 40;
const learningRate = 0.2;
const depth = 2;
const leastInLeaf = 20;
/** Pulls leaves of few rows towards 0. */
const penalty = 1;

/**
 * Gradient boosting of trees of depth 2 for two labels, by logistic loss with second-order steps: T. Chen & C. Guestrin,
 * "XGBoost: a scalable tree boosting system" (2016). Codes without order are sorted by their gradient before they are
 * split. The same rows always give the same trees. O(rounds × features × rows).
 * @param pause waited for after each round, which takes some milliseconds: a place to stop
 */
export async function boostTrees(
  features: readonly BinnedFeature[],
  labels: Uint8Array,
  rows: Uint32Array,
  pause: () => Promise<void> = () => Promise.resolve(),
): Promise<BoostedTrees> {
  const positive = rows.reduce((sum, row) => sum + (labels[row] ?? 0), 0);
  const base = Math.log((positive + 0.5) / (rows.length - positive + 0.5));
  const scores = new Float64Array(labels.length).fill(base);
  const gradient = new Float64Array(labels.length);
  const curvature = new Float64Array(labels.length);
  const gains = new Float64Array(features.length);
  const work = { features, gradient, curvature, gains };
  const trees: Node[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const row of rows) {
      const p = 1 / (1 + Math.exp(-at(scores, row)));
      gradient[row] = p - (labels[row] ?? 0);
      curvature[row] = p * (1 - p);
    }
    const tree = grow(work, rows, depth);
    trees.push(tree);
    addScores(tree, features, rows, scores);
    await pause();
  }
  return {
    gains,
    score(of, wanted) {
      const found = new Float64Array(of[0]?.codes.length ?? 0).fill(base);
      for (const tree of trees) addScores(tree, of, wanted, found);
      return Float64Array.from(wanted, (row) => at(found, row));
    },
  };
}

interface Work {
  readonly features: readonly BinnedFeature[];
  readonly gradient: Float64Array;
  readonly curvature: Float64Array;
  readonly gains: Float64Array;
}

interface Split {
  readonly gain: number;
  readonly feature: number;
  readonly left: number;
}

function grow(work: Work, rows: Uint32Array, levels: number): Node {
  const [g, h] = [total(work.gradient, rows), total(work.curvature, rows)];
  const leaf = { value: (-learningRate * g) / (h + penalty) };
  if (levels === 0 || rows.length < 2 * leastInLeaf) return leaf;
  const split = work.features
    .map((_, feature) => bestSplit(work, rows, feature))
    .reduce<Split | null>((best, one) => (one !== null && one.gain > (best?.gain ?? 0) ? one : best), null);
  if (split === null) return leaf;
  const { feature, left, gain } = split;
  work.gains[feature] = at(work.gains, feature) + gain;
  const codes = work.features[feature]?.codes ?? new Uint8Array();
  const isLeft = (row: number): boolean => ((left >>> (codes[row] ?? 0)) & 1) === 1;
  const yes = rows.filter(isLeft);
  const no = rows.filter((row) => !isLeft(row));
  return { feature, left, yes: grow(work, yes, levels - 1), no: grow(work, no, levels - 1) };
}

function bestSplit({ features, gradient, curvature }: Work, rows: Uint32Array, feature: number): Split | null {
  const { codes, bins, ordered } = features[feature] ?? { codes: new Uint8Array(), bins: 0, ordered: true };
  const [g, h, n] = [new Float64Array(bins), new Float64Array(bins), new Float64Array(bins)];
  // By index: an iterator costs more than the sums.
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    const code = codes[row] ?? 0;
    g[code] = at(g, code) + at(gradient, row);
    h[code] = at(h, code) + at(curvature, row);
    n[code] = at(n, code) + 1;
  }
  const order = Array.from({ length: bins }, (_, code) => code).filter((code) => at(n, code) > 0);
  if (!ordered) order.sort((a, b) => at(g, a) / (at(h, a) + penalty) - at(g, b) / (at(h, b) + penalty));
  const [allG, allH] = [sum(g), sum(h)];
  let [leftG, leftH, leftN, mask] = [0, 0, 0, 0];
  let best: Split | null = null;
  for (const code of order.slice(0, -1)) {
    leftG += at(g, code);
    leftH += at(h, code);
    leftN += at(n, code);
    mask |= 1 << code;
    if (leftN < leastInLeaf || rows.length - leftN < leastInLeaf) continue;
    const gain = worth(leftG, leftH) + worth(allG - leftG, allH - leftH) - worth(allG, allH);
    if (gain > (best?.gain ?? 1e-9)) best = { gain, feature, left: mask };
  }
  return best;
}

const worth = (g: number, h: number): number => (g * g) / (h + penalty);
const sum = (all: Float64Array): number => all.reduce((before, one) => before + one, 0);
const total = (of: Float64Array, rows: Uint32Array): number => rows.reduce((before, row) => before + at(of, row), 0);

function addScores(tree: Node, features: readonly BinnedFeature[], rows: Uint32Array, scores: Float64Array): void {
  for (const row of rows) {
    let node = tree;
    while (!("value" in node)) {
      const code = features[node.feature]?.codes[row] ?? 0;
      node = ((node.left >>> code) & 1) === 1 ? node.yes : node.no;
    }
    scores[row] = at(scores, row) + node.value;
  }
}

import { at } from "../../special/at.ts";

/**
 * One query's rows in groups of equal score, from the top: the order inside a group is chance, so figures are their means
 * over all its orders (F. McSherry & M. Najork 2008). Constant scores then count as a random ranking, not as a lucky one.
 */
export interface TieGroup {
  readonly size: number;
  /** Rows with a relevance above 0. */
  readonly relevant: number;
  /** Their relevance, summed. */
  readonly gain: number;
}

export function tieGroups(relevance: Float64Array, scores: Float64Array): readonly TieGroup[] {
  const order = Uint32Array.from(scores.keys()).sort((a, b) => at(scores, b) - at(scores, a));
  const groups: TieGroup[] = [];
  for (let start = 0; start < order.length; ) {
    let [end, relevant, gain] = [start, 0, 0];
    for (; end < order.length && scores[order[end] ?? 0] === scores[order[start] ?? 0]; end++) {
      const found = at(relevance, order[end] ?? 0);
      gain += found;
      if (found > 0) relevant++;
    }
    groups.push({ size: end - start, relevant, gain });
    start = end;
  }
  return groups;
}

/** How many of the first k rows are relevant. */
export function relevantAt(groups: readonly TieGroup[], k: number): number {
  let [left, found] = [k, 0];
  for (const { size, relevant } of groups) {
    const taken = Math.min(left, size);
    found += (relevant * taken) / size;
    left -= taken;
  }
  return found;
}

/** The probability that any of the first k rows is relevant. */
export function hitAt(groups: readonly TieGroup[], k: number): number {
  let [left, missed] = [k, 1];
  for (const { size, relevant } of groups) {
    for (let drawn = 0; drawn < Math.min(left, size); drawn++)
      missed *= Math.max(0, size - relevant - drawn) / (size - drawn);
    left -= Math.min(left, size);
  }
  return 1 - missed;
}

/** The mean of 1 / the rank of the first relevant row. */
export function reciprocalRank(groups: readonly TieGroup[]): number {
  let [passed, sum] = [0, 0];
  for (const { size, relevant } of groups) {
    let noneYet = 1;
    for (let drawn = 0; relevant > 0 && drawn <= size - relevant; drawn++) {
      sum += (noneYet * (relevant / (size - drawn))) / (passed + drawn + 1);
      noneYet *= (size - relevant - drawn) / (size - drawn);
    }
    if (relevant > 0) return sum;
    passed += size;
  }
  return sum;
}

/** Average precision with tied rows taken together, as `average_precision_score`. */
export function queryPrecision(groups: readonly TieGroup[]): number {
  let [passed, relevant, sum] = [0, 0, 0];
  for (const group of groups) {
    passed += group.size;
    relevant += group.relevant;
    sum += group.relevant * (relevant / passed);
  }
  return sum / relevant;
}

/** Σ relevance / log₂(rank + 1) over the first k rows. */
export function discountedGain(groups: readonly TieGroup[], k: number): number {
  let [passed, sum] = [0, 0];
  for (const { size, gain } of groups) {
    for (let rank = passed + 1; rank <= Math.min(k, passed + size); rank++) sum += gain / size / Math.log2(rank + 1);
    passed += size;
  }
  return sum;
}

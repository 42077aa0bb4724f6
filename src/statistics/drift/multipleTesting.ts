/**
 * p-values adjusted for testing many hypotheses at once, in the given order: rejecting those at most α keeps the
 * expected share of false rejections at most α (Benjamini & Hochberg 1995; SciPy's `false_discovery_control`).
 */
export function benjaminiHochberg(pValues: readonly number[]): readonly number[] {
  return adjust(pValues, "from the largest", (p, rank, tests) => p * (tests / (rank + 1)));
}

/** The same for the chance of any false rejection at all (Holm 1979). */
export function holm(pValues: readonly number[]): readonly number[] {
  return adjust(pValues, "from the smallest", (p, rank, tests) => p * (tests - rank));
}

/** Scales each p by its rank from the smallest, and keeps the order monotonic from the named end. */
function adjust(
  pValues: readonly number[],
  start: "from the smallest" | "from the largest",
  scale: (p: number, rank: number, tests: number) => number,
): readonly number[] {
  const ascending = pValues.map((p, index) => ({ p, index })).sort((a, b) => a.p - b.p);
  const scaled = ascending.map(({ p, index }, rank) => ({ index, p: Math.min(1, scale(p, rank, pValues.length)) }));
  const adjusted = new Array<number>(pValues.length).fill(1);
  const isRising = start === "from the smallest";
  let bound = isRising ? 0 : 1;
  for (const { index, p } of isRising ? scaled : scaled.toReversed()) {
    bound = isRising ? Math.max(bound, p) : Math.min(bound, p);
    adjusted[index] = bound;
  }
  return adjusted;
}

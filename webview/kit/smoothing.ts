/** Ways to smooth a line: by what came before, or by what lies around. */
export const smoothers = ["ema", "gaussian", "mean"] as const;
export type Smoother = (typeof smoothers)[number];

/**
 * A smoothed line. The others look about as far around each point as the moving average looks back with the same
 * strength: w / (1 − w) mean gaps, the mean age of what it weighs.
 *
 * @param xs ascending
 * @param strength 0 (nothing) to 0.999 (nearly flat)
 */
export function smoothBy(smoother: Smoother, xs: readonly number[], ys: readonly number[], strength: number): number[] {
  if (smoother === "ema") return smooth(xs, ys, strength);
  const weight = Math.min(Math.max(strength, 0), 0.999);
  const width = (meanGap(xs) * weight) / (1 - weight);
  if (width === 0) return [...ys];
  if (smoother === "mean") return around(xs, ys, width, () => 1);
  return around(xs, ys, 3 * width, (distance) => Math.exp(-0.5 * (distance / width) ** 2));
}

/** Means of the finite values at most `reach` away, each weighed by its distance. */
function around(
  xs: readonly number[],
  ys: readonly number[],
  reach: number,
  weigh: (distance: number) => number,
): number[] {
  let first = 0;
  return ys.map((y, index) => {
    if (!Number.isFinite(y)) return y;
    const x = xs[index] ?? 0;
    while (x - (xs[first] ?? x) > reach) first += 1;
    let total = 0;
    let weights = 0;
    for (let other = first; other < ys.length && (xs[other] ?? 0) - x <= reach; other += 1) {
      const value = ys[other] ?? Number.NaN;
      if (!Number.isFinite(value)) continue;
      const weight = weigh(Math.abs((xs[other] ?? 0) - x));
      total += weight * value;
      weights += weight;
    }
    return total / weights;
  });
}

/**
 * Debiased exponential moving average, as TensorBoard's scalar charts smooth: the start is not pulled towards zero.
 * Sampled and resumed series have uneven gaps, so a point's influence fades with the distance in x, counted in mean
 * gaps (the idea of Weights & Biases' "time weighted EMA"); with even gaps the result is exactly TensorBoard's.
 * Values that are not finite stay as they are and influence nothing.
 *
 * Sources: TensorBoard, `vz_line_chart2` (`resmoothDataset`); W&B documentation, "Smooth line plots".
 *
 * @param xs ascending
 * @param weight 0 (nothing) to 0.999 (nearly flat)
 */
export function smooth(xs: readonly number[], ys: readonly number[], weight: number): number[] {
  const strength = Math.min(Math.max(weight, 0), 0.999);
  if (strength === 0) return [...ys];
  const gap = meanGap(xs);
  let total = 0;
  let weights = 0;
  let lastX: number | undefined;
  return ys.map((y, index) => {
    const x = xs[index] ?? 0;
    if (!Number.isFinite(y)) return y;
    const fade = lastX === undefined ? 1 : strength ** (gap === 0 ? 1 : (x - lastX) / gap);
    total = total * fade + y;
    weights = weights * fade + 1;
    lastX = x;
    return total / weights;
  });
}

function meanGap(xs: readonly number[]): number {
  const [first, last] = [xs[0], xs[xs.length - 1]];
  return first === undefined || last === undefined || xs.length < 2 ? 0 : (last - first) / (xs.length - 1);
}

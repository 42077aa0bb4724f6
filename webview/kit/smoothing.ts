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

/**
 * A metric's value as MLflow answers it: NaN by name (the client's parser refuses a bare one),
 * the infinities as the largest double, which is how MLflow's own stores keep them.
 */
export function metricNumber(value: number): number | "NaN" {
  if (Number.isNaN(value)) return "NaN";
  if (Number.isFinite(value)) return value;
  return value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE;
}

/**
 * Which values are the best of all: indices of the largest or smallest ones. NaN and missing values never are;
 * nothing is best where all that can be compared are equal.
 */
export function bestIndices(values: readonly (number | null)[], goal: "min" | "max" | null): readonly number[] {
  if (goal === null) return [];
  const comparable = values.filter((value): value is number => value !== null && !Number.isNaN(value));
  const best = comparable.reduce((a, b) => (goal === "max" ? Math.max(a, b) : Math.min(a, b)), comparable[0] ?? 0);
  if (comparable.every((value) => value === best)) return [];
  return values.flatMap((value, index) => (value === best ? [index] : []));
}

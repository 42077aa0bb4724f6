import { at } from "../special/at.ts";

/** How often each of the same categories, or bins, occurs in the reference and in the current sample. */
export interface CountPair {
  readonly reference: Float64Array;
  readonly current: Float64Array;
}

/** A pair of counts of named categories. */
export interface CategoryTable extends CountPair {
  readonly labels: readonly string[];
}

/** The counts of both samples over all their categories: the reference's in their order, then those it lacks. */
export function alignCategories(
  reference: ReadonlyMap<string, number>,
  current: ReadonlyMap<string, number>,
): CategoryTable {
  const labels = [...new Set([...reference.keys(), ...current.keys()])];
  return {
    labels,
    reference: Float64Array.from(labels, (label) => reference.get(label) ?? 0),
    current: Float64Array.from(labels, (label) => current.get(label) ?? 0),
  };
}

/** A category that only one sample has. */
export interface OneSided {
  readonly label: string;
  readonly count: number;
  /** Of its sample's rows. */
  readonly share: number;
}

/** Categories that appeared and those that are gone, the most frequent first. */
export function categoryChanges(table: CategoryTable): {
  readonly appeared: readonly OneSided[];
  readonly vanished: readonly OneSided[];
} {
  const onlyIn = (here: Float64Array, there: Float64Array): OneSided[] => {
    const size = total(here);
    return table.labels
      .map((label, i) => ({ label, count: at(here, i), share: at(here, i) / size, other: at(there, i) }))
      .filter(({ count, other }) => count > 0 && other === 0)
      .map(({ label, count, share }) => ({ label, count, share }))
      .sort((a, b) => b.count - a.count);
  };
  return { appeared: onlyIn(table.current, table.reference), vanished: onlyIn(table.reference, table.current) };
}

/** The shares that belong to counts; null when there are none. */
export function shares(counts: Float64Array): Float64Array | null {
  const size = total(counts);
  return size > 0 ? counts.map((count) => count / size) : null;
}

export function total(counts: Float64Array): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** The cells that occur in either sample. */
export function occupied({ reference, current }: CountPair): CountPair {
  const isOccupied = (_: number, i: number): boolean => at(reference, i) + at(current, i) > 0;
  return { reference: reference.filter(isOccupied), current: current.filter(isOccupied) };
}

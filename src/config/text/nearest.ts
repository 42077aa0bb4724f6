/** Beyond so many names the search would cost more than it helps. */
const mostCandidates = 300;

/** The known name that a misspelt one most likely means; undefined when none is close. */
export function nearest(name: string, known: readonly string[]): string | undefined {
  const folded = fold(name);
  let best: string | undefined;
  let smallest = Math.max(1, Math.floor(folded.length / 3)) + 1;
  for (const candidate of known.slice(0, mostCandidates)) {
    const distance = editDistance(folded, fold(candidate), smallest);
    if (distance < smallest) [best, smallest] = [candidate, distance];
  }
  return best;
}

/** ` Did you mean "x"?`, or nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  return meant === undefined ? "" : ` Did you mean "${meant}"?`;
}

// Spelling that differs in case, hyphens or underscores alone counts as equal.
const fold = (name: string): string => name.toLowerCase().replaceAll(/[-_ ]/g, "");

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours; `limit` when not below it. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let distance = Math.min(at(previous, j) + 1, at(current, j - 1) + 1, at(previous, j - 1) + cost);
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) distance = Math.min(distance, at(before, j - 2) + 1);
      current.push(distance);
    }
    [before, previous] = [previous, current];
  }
  return Math.min(at(previous, b.length), limit);
}

const at = (row: readonly number[], index: number): number => row[index] ?? Number.POSITIVE_INFINITY;

import { comparePoints, mergeSummaries, type Point, type Summary } from "./summary.ts";

/**
 * At most `points` (four or more) of the logged points that the summaries keep: where there are too many, neighbours
 * are merged, so that each stretch keeps its first, last, smallest and largest. Needs memory for `points` summaries only.
 */
export function samplePoints(summaries: Iterable<Summary>, points: number): readonly Point[] {
  let groups: Summary[] = [];
  let size = 1;
  let inLast = 0;
  for (const summary of summaries) {
    const last = groups.at(-1);
    if (last === undefined || inLast === size) {
      groups.push(summary);
      inLast = 1;
    } else {
      groups[groups.length - 1] = mergeSummaries(last, summary);
      inLast += 1;
    }
    if (groups.length <= points) continue;
    inLast += groups.length % 2 === 0 ? size : 0;
    groups = mergeNeighbours(groups, 2);
    size *= 2;
  }
  const all = keptPoints(groups);
  if (all.length <= points) return all;
  const stretches = Math.max(1, Math.floor(points / 4));
  return keptPoints(mergeNeighbours(groups, Math.ceil(groups.length / stretches)));
}

function mergeNeighbours(groups: readonly Summary[], size: number): Summary[] {
  const merged: Summary[] = [];
  for (const [index, group] of groups.entries()) {
    const last = merged.at(-1);
    if (last === undefined || index % size === 0) merged.push(group);
    else merged[merged.length - 1] = mergeSummaries(last, group);
  }
  return merged;
}

/** First, last, smallest and largest of each, in the order of a series and each once. */
function keptPoints(groups: readonly Summary[]): readonly Point[] {
  return groups
    .flatMap(({ first, last, min, max }) => [
      first,
      last,
      ...(min === null ? [] : [min]),
      ...(max === null ? [] : [max]),
    ])
    .sort(comparePoints)
    .filter((point, index, all) => {
      const before = all[index - 1];
      return before === undefined || comparePoints(before, point) !== 0;
    });
}

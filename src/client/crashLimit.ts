/** So many unexpected ends within this time mean that starting again does not help. */
const limit = { deaths: 5, within: 60_000 };

/** Adds a death to those remembered and says whether it is one too many. */
export function countDeath(earlier: readonly number[], now: number): { deaths: readonly number[]; giveUp: boolean } {
  const deaths = [...earlier.filter((time) => now - time < limit.within), now];
  return { deaths, giveUp: deaths.length >= limit.deaths };
}

/** Nodes that stand for themselves or for a block that comes several times, one after the other. */
export interface Block {
  /** The first node, by its number. */
  readonly start: number;
  /** How many nodes one time has. */
  readonly period: number;
  readonly times: number;
}

const longestPeriod = 64;
const fewestTimes = 3;

/**
 * Splits nodes into blocks: where a sequence of operators comes at least three times in a row, it is one block; where
 * several lengths fit, the one that covers most, and of these the shortest.
 * @param operators in the order of the file
 */
export function repeatedBlocks(operators: readonly string[]): Block[] {
  const same = Array.from({ length: longestPeriod + 1 }, (_, period) => equalAhead(operators, period));
  const blocks: Block[] = [];
  let start = 0;
  while (start < operators.length) {
    let best: Block = { start, period: 1, times: 1 };
    for (let period = 1; period <= longestPeriod; period += 1) {
      const times = Math.floor((same[period]?.[start] ?? 0) / period) + 1;
      if (times >= fewestTimes && times * period > best.times * best.period) best = { start, period, times };
    }
    blocks.push(best);
    start += best.period * best.times;
  }
  return blocks;
}

/** For each place, how many operators from there on are the same as those a period later. */
function equalAhead(operators: readonly string[], period: number): Uint32Array {
  const ahead = new Uint32Array(operators.length + 1);
  if (period === 0) return ahead;
  for (let at = operators.length - 1 - period; at >= 0; at -= 1) {
    ahead[at] = operators[at] === operators[at + period] ? (ahead[at + 1] ?? 0) + 1 : 0;
  }
  return ahead;
}

import { at } from "../special/at.ts";
import { binomial } from "./binomial.ts";
import type { Generator } from "./generator.ts";

/**
 * Draws as many rows as there are, with replacement, and counts into `drawn` how many came from each unit: a
 * multinomial variate. `counts` holds the rows of each unit.
 */
export function resample(generator: Generator, counts: Float64Array, drawn: Float64Array): void {
  if (counts.every((count) => count === 1)) drawRows(generator, drawn);
  else drawUnits(generator, counts, drawn);
}

function drawUnits(generator: Generator, counts: Float64Array, drawn: Float64Array): void {
  let rows = counts.reduce((sum, count) => sum + count, 0);
  let wanted = rows;
  for (let unit = 0; unit < counts.length; unit++) {
    const count = at(counts, unit);
    const found = binomial(generator, wanted, rows > 0 ? count / rows : 0);
    drawn[unit] = found;
    wanted -= found;
    rows -= count;
  }
}

function drawRows(generator: Generator, drawn: Float64Array): void {
  drawn.fill(0);
  const rows = drawn.length;
  for (let k = 0; k < rows; k++) {
    const row = generator.index(rows);
    drawn[row] = at(drawn, row) + 1;
  }
}

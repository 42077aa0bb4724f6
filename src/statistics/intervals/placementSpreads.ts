import type { RankedCounts } from "../metrics/ranked/rankedCounts.ts";
import { at } from "../special/at.ts";

/** How the placements of one class are spread. */
export interface Spread {
  readonly rows: number;
  readonly mean: number;
  /** Unbiased; NaN for fewer than two rows. */
  readonly variance: number;
}

export interface PlacementSpreads {
  /** Of the share of negatives below a positive; its mean is the area below the ROC curve. */
  readonly positives: Spread;
  /** Of the share of positives above a negative. */
  readonly negatives: Spread;
}

/**
 * The spreads of the rows' `placements`, which are alike for the rows of one class with one score, so that none is kept. For
 * counts of rows without weights, with both classes.
 */
export function placementSpreads(counts: RankedCounts): PlacementSpreads {
  return { positives: spreadOf(counts, "positives"), negatives: spreadOf(counts, "negatives") };
}

function spreadOf(counts: RankedCounts, side: "positives" | "negatives"): Spread {
  const rows = side === "positives" ? counts.totalPositives : counts.totalNegatives;
  const mean = sumOf(counts, side, 0, 1) / rows;
  return { rows, mean, variance: rows < 2 ? Number.NaN : sumOf(counts, side, mean, 2) / (rows - 1) };
}

/** The sum of (share − centre) to a power over the rows of one class. */
function sumOf(counts: RankedCounts, side: "positives" | "negatives", centre: number, power: 1 | 2): number {
  const { positives, negatives, totalPositives, totalNegatives } = counts;
  let [sum, positivesAbove, negativesAbove] = [0, 0, 0];
  for (let i = 0; i < positives.length; i++) {
    const tiedPositives = at(positives, i) - positivesAbove;
    const tiedNegatives = at(negatives, i) - negativesAbove;
    positivesAbove = at(positives, i);
    negativesAbove = at(negatives, i);
    const below = (totalNegatives - negativesAbove + tiedNegatives / 2) / totalNegatives;
    const above = (positivesAbove - tiedPositives / 2) / totalPositives;
    const distance = (side === "positives" ? below : above) - centre;
    sum += (side === "positives" ? tiedPositives : tiedNegatives) * (power === 1 ? distance : distance * distance);
  }
  return sum;
}

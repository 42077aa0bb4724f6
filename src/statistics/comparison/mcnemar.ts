import { mustBeBelow, mustMatch } from "../metrics/columns.ts";
import { chiSquaredUpperTail } from "../special/chiSquared.ts";
import { binomialDensity } from "../special/densities.ts";
import { normalQuantile } from "../special/normal.ts";
import type { Comparison } from "./comparison.ts";

/** Rows by which of two models is right about them. */
export interface PairedRights {
  readonly both: number;
  readonly onlyFirst: number;
  readonly onlySecond: number;
  readonly neither: number;
}

/** Counts rows that are 1 where a model is right. */
export function pairedRights(firstIsRight: Uint8Array, secondIsRight: Uint8Array): PairedRights {
  mustMatch(firstIsRight.length, secondIsRight);
  mustBeBelow(2, firstIsRight, secondIsRight);
  const counts = new Uint32Array(4);
  for (let i = 0; i < firstIsRight.length; i++) {
    const cell = 2 * (firstIsRight[i] ?? 0) + (secondIsRight[i] ?? 0);
    counts[cell] = (counts[cell] ?? 0) + 1;
  }
  const [neither = 0, onlySecond = 0, onlyFirst = 0, both = 0] = counts;
  return { both, onlyFirst, onlySecond, neither };
}

/** Below this many rows on which one model alone is right the exact test is used. */
const leastDiscordant = 25;

/**
 * Compares accuracies (or any shares of the same rows) by Q. McNemar's test (1947): exact binomial, two-sided, where
 * fewer than 25 rows set the models apart, else chi-squared with A. Edwards's continuity correction. The interval is
 * D. G. Bonett & R. M. Price's (2012), which M. W. Fagerland et al. (2014) recommend; it has a width also where the
 * models never disagree.
 * @returns null without rows
 */
export function compareAccuracies(rights: PairedRights, confidence = 0.95): Comparison | null {
  const { both, onlyFirst, onlySecond, neither } = rights;
  const rows = both + onlyFirst + onlySecond + neither;
  if (rows === 0) return null;
  const z = normalQuantile((1 + confidence) / 2);
  const [lost, won] = [(onlyFirst + 1) / (rows + 2), (onlySecond + 1) / (rows + 2)];
  const half = z * Math.sqrt((lost + won - (won - lost) ** 2) / (rows + 2));
  return {
    first: (both + onlyFirst) / rows,
    second: (both + onlySecond) / rows,
    difference: (onlySecond - onlyFirst) / rows,
    interval: {
      low: Math.max(-1, won - lost - half),
      high: Math.min(1, won - lost + half),
      confidence,
      method: "Bonett and Price",
    },
    rows,
    ...mcnemar(onlyFirst, onlySecond),
  };
}

function mcnemar(b: number, c: number): Pick<Comparison, "p" | "test"> {
  const discordant = b + c;
  if (discordant < leastDiscordant) {
    let tail = 0;
    for (let x = 0; x <= Math.min(b, c); x++) tail += binomialDensity(x, discordant, 0.5);
    return { p: Math.min(1, 2 * tail), test: "McNemar's test, exact binomial" };
  }
  const statistic = Math.max(0, Math.abs(b - c) - 1) ** 2 / discordant;
  return { p: chiSquaredUpperTail(statistic, 1), test: "McNemar's test, chi-squared with continuity correction" };
}

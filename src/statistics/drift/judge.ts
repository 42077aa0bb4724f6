import type { Evidence } from "./evidence.ts";
import { benjaminiHochberg } from "./multipleTesting.ts";

export type Verdict = "drift" | "no drift" | "too small to tell";

export interface Judgement {
  readonly verdict: Verdict;
  readonly p: number;
  /** After Benjamini–Hochberg over all that was judged together. */
  readonly adjustedP: number;
  readonly effect: number;
  /** The smallest effect that would have been found with the demanded power; infinite where none would. */
  readonly detectable: number;
}

export interface Rule {
  /** The bound for the adjusted p. */
  readonly level: number;
  /** Changes smaller than this are not drift, however significant. */
  readonly minimumEffect: number;
  /** With which probability a change of the minimum effect must be found before its absence is claimed. */
  readonly power: number;
}

export const defaultRule: Rule = { level: 0.05, minimumEffect: 0.1, power: 0.8 };

/** One column's evidence, with a minimum effect of its own where it has one. */
export type Judged = Evidence & { readonly minimumEffect?: number };

/**
 * Judges all columns of a comparison together, in their order.
 * - Drift: the change is significant after Benjamini–Hochberg, and at least as large as the minimum effect.
 * - No drift: it is smaller, and a change of the minimum effect would have been found with the demanded power even
 *   at level / number of columns, the strictest level Benjamini–Hochberg can come to.
 * - Too small to tell: all else.
 */
export function judge(columns: readonly Judged[], rule: Rule = defaultRule): readonly Judgement[] {
  const adjusted = benjaminiHochberg(columns.map(({ p }) => p));
  const demand = { level: rule.level / columns.length, power: rule.power };
  return columns.map((column, index) => {
    const { p, effect, minimumEffect = rule.minimumEffect } = column;
    const adjustedP = adjusted[index] ?? 1;
    const detectable = column.detectable(demand);
    const facts = { p, adjustedP, effect, detectable };
    if (effect >= minimumEffect && adjustedP <= rule.level) return { verdict: "drift", ...facts };
    if (effect < minimumEffect && detectable <= minimumEffect) return { verdict: "no drift", ...facts };
    return { verdict: "too small to tell", ...facts };
  });
}

import type { DriftRule, DriftVerdict } from "../driftEntities.ts";
import type { DriftBySlice, DriftOverTime, DriftPartColumn } from "../driftPartEntities.ts";
import { formatNumber } from "../format.ts";

/** One window of time, or the rows of one value. */
export interface Part {
  readonly label: string;
  /** How many rows it has, for people. */
  readonly rows: string;
  readonly verdict: DriftVerdict;
  readonly columns: readonly DriftPartColumn[];
}

/** A comparison that was made part by part. */
export interface DriftParts {
  readonly of: "windows" | "slices";
  /** What came of it, in a sentence. */
  readonly words: string;
  /** What is left out, and why; empty where nothing is. */
  readonly note: string;
  readonly rule: DriftRule;
  readonly parts: readonly Part[];
}

const count = (rows: number): string => rows.toLocaleString("en");

export function partsOfTime({ windows, rule, every, column }: DriftOverTime): DriftParts {
  const drifted = windows.filter(({ verdict }) => verdict === "drift").length;
  return {
    of: "windows",
    words: `Drift in ${drifted} of ${windows.length} windows of a ${every} by ${column}.`,
    note: "",
    rule,
    parts: windows.map(({ from, rows, verdict, columns }) => ({ label: from, rows: count(rows), verdict, columns })),
  };
}

export function partsOfSlices({ slices, rule, column, others }: DriftBySlice): DriftParts {
  const drifted = slices.filter(({ verdict }) => verdict === "drift").length;
  return {
    of: "slices",
    words: `Drift in ${drifted} of ${slices.length} slices by ${column}.`,
    note: others === 0 ? "" : `${count(others)} rarer values of ${column} were not compared.`,
    rule,
    parts: slices.map(({ value, rows, verdict, columns }) => ({
      label: value ?? "no value",
      rows: `${count(rows.reference)} → ${count(rows.current)}`,
      verdict,
      columns,
    })),
  };
}

/** What a mark of a part means. */
export const partsRule = ({ of, rule }: DriftParts): string =>
  `Drift is a change of ${formatNumber(rule.effect)} or more (${formatNumber(rule.effect / 2)} for missing values) that is significant at ${formatNumber(100 * rule.significance)} % over all ${of} together.`;

/** Each column that was compared, those that drifted in the most parts first, then those that changed most. */
export function partColumns({ parts }: DriftParts): readonly string[] {
  const weights = new Map<string, { drifted: number; most: number }>();
  for (const { columns } of parts) {
    for (const { name, verdict, effect, minimumEffect } of columns) {
      const { drifted, most } = weights.get(name) ?? { drifted: 0, most: 0 };
      const size = effect === null || minimumEffect === null ? 0 : effect / minimumEffect;
      weights.set(name, { drifted: drifted + (verdict === "drift" ? 1 : 0), most: Math.max(most, size) });
    }
  }
  return [...weights].sort(([, a], [, b]) => b.drifted - a.drifted || b.most - a.most).map(([name]) => name);
}

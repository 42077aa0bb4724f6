import { holm } from "../drift/multipleTesting.ts";
import type { Comparison } from "./comparison.ts";
import type { SampleSize } from "./sampleSize.ts";

/** What can be said about two models. "first better" and "second better" only where the interval leaves out 0. */
export type Outcome = "first better" | "second better" | "no difference shown" | "can't tell";

export interface Verdict {
  readonly outcome: Outcome;
  /** For people: a sentence. */
  readonly sentence: string;
  /** Where no difference is shown: in how many rows one as small as this would be; null where that can't be told. */
  readonly needed: number | null;
}

export interface VerdictContext {
  /** How the metric, the first and the second model are called. */
  readonly metric: string;
  readonly first: string;
  readonly second: string;
  readonly goal: "max" | "min";
  /** What is counted, where it is not rows. */
  readonly unit?: string | undefined;
  /** After a correction for the number of comparisons, where this is one of several. */
  readonly adjustedP?: number | null;
  readonly comparisons?: number;
  readonly sampleSize?: SampleSize | null;
  readonly format: (value: number) => string;
}

/**
 * Says which model is better, if the interval of the difference leaves out 0 and the p value, adjusted for all
 * comparisons that were made, is at most what the interval's confidence leaves; else what would be needed to tell.
 */
export function verdictOn(comparison: Comparison, context: VerdictContext): Verdict {
  const { metric, first, second, format, unit = "rows" } = context;
  const { interval, difference, rows } = comparison;
  if (interval === null) {
    return {
      outcome: "can't tell",
      needed: null,
      sentence: `Whether ${first} and ${second} differ in ${metric} can't be told: ${comparison.intervalReason}.`,
    };
  }
  const range = `${percent(interval.confidence)} interval ${format(interval.low)} to ${format(interval.high)}`;
  const figures = `${format(difference)} (${range}, ${rows} ${unit})`;
  const isApart = interval.low > 0 || interval.high < 0;
  const p = context.adjustedP ?? comparison.p;
  const isSignificant = p === null || p <= 1 - interval.confidence + Number.EPSILON;
  if (!isApart || !isSignificant) {
    const why = isApart
      ? `which is no more than chance brings forth${amongAll(context.comparisons)} (p ${format(p ?? 1)})`
      : "and 0 lies within";
    const needed = rowsNeeded(context, rows);
    return {
      outcome: "no difference shown",
      needed,
      sentence: `No difference in ${metric} is shown: ${second} minus ${first} is ${figures}, ${why}.${couldTell(context, needed)}`,
    };
  }
  const isSecond = difference > 0 === (context.goal === "max");
  return {
    outcome: isSecond ? "second better" : "first better",
    needed: null,
    sentence: `${isSecond ? second : first} is better in ${metric}: ${second} minus ${first} is ${figures}.`,
  };
}

/** Holm's p values of comparisons made side by side, such as slices; null where there is none. */
export function adjustedPs(comparisons: readonly Pick<Comparison, "p">[]): readonly (number | null)[] {
  const known = comparisons.flatMap(({ p }) => (p === null ? [] : [p]));
  const adjusted = holm(known);
  let next = 0;
  return comparisons.map(({ p }) => (p === null ? null : (adjusted[next++] ?? 1)));
}

const percent = (share: number): string => `${Number((100 * share).toPrecision(4))} %`;

const amongAll = (comparisons = 1): string => (comparisons > 1 ? ` among ${comparisons} comparisons` : "");

/** None where as many were looked at, and chance of many comparisons is why nothing is shown. */
function rowsNeeded({ sampleSize }: VerdictContext, rows: number): number | null {
  if (!sampleSize || sampleSize.needed === null || sampleSize.needed <= rows) return null;
  return sampleSize.needed;
}

function couldTell({ sampleSize, format, unit = "rows" }: VerdictContext, needed: number | null): string {
  if (!sampleSize) return "";
  const power = percent(sampleSize.power);
  const could = ` A difference of ${format(sampleSize.detectable)} would have been found with a probability of ${power}.`;
  if (needed === null) return could;
  return `${could} To find one as small as this about ${needed.toLocaleString("en-US")} ${unit} are needed.`;
}

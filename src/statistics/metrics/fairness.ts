import { type Bootstrapped, bootstrap, type Resampling } from "../intervals/bootstrap.ts";
import { bootstrapInterval } from "../intervals/bootstrapInterval.ts";
import { type Estimate, estimate, type Interval } from "../intervals/interval.ts";
import { wilson } from "../intervals/wilson.ts";
import { at } from "../special/at.ts";
import { type Labels, mustBeBelow, mustMatch } from "./columns.ts";
import { type Measure, measured, type Undefined, undefinedBecause } from "./measure.ts";

/** How the rows of one group are treated. */
export interface GroupRates {
  readonly group: number;
  readonly rows: number;
  /** Too few rows to be compared with others. */
  readonly isTooSmall: boolean;
  /** The share of rows predicted positive; of positives (true positive rate); of negatives (false positive rate). */
  readonly selection: Estimate;
  readonly truePositives: Estimate;
  readonly falsePositives: Estimate;
}

export interface Fairness {
  readonly groups: readonly GroupRates[];
  /** The largest selection rate of a group minus the smallest. */
  readonly parityDifference: Estimate;
  /** The smallest over the largest. */
  readonly parityRatio: Estimate;
  /** The larger of the differences in true and in false positive rates. */
  readonly oddsDifference: Estimate;
  /** Of the ratio against 0.8, the four-fifths rule of the US Uniform Guidelines on Employee Selection Procedures (1978). */
  readonly fourFifths: "kept" | "broken" | "can't tell";
}

/** Rates of smaller groups vary by more than a fifth by chance alone. */
export const smallestGroup = 30;

/**
 * Demographic parity and equalised odds over groups, as fairlearn's `demographic_parity_difference`, `…_ratio` and
 * `equalized_odds_difference`, for labels and predictions of 0 and 1. Groups with fewer than 30 rows have their rates but
 * are not compared.
 */
export function fairness(
  groups: Labels,
  groupCount: number,
  labels: Labels,
  predictions: Labels,
  resampling: Resampling,
): Fairness | Undefined {
  mustMatch(labels.length, groups, predictions);
  mustBeBelow(2, labels, predictions);
  mustBeBelow(groupCount, groups);
  if (labels.length === 0) return undefinedBecause("there are no rows");
  const counts = new Float64Array(groupCount * cells);
  for (let row = 0; row < labels.length; row++) {
    const cell = (groups[row] ?? 0) * cells + 2 * (labels[row] ?? 0) + (predictions[row] ?? 0);
    counts[cell] = at(counts, cell) + 1;
  }
  const all = Array.from({ length: groupCount }, (_, group) => ratesOf(counts, group, resampling.confidence));
  const compared = all.filter(({ isTooSmall }) => !isTooSmall).map(({ group }) => group);
  const observed = gaps(counts, compared);
  const rows = compared.reduce((sum, group) => sum + sizeOf(counts, group), 0);
  const isResampled = compared.length > 1;
  const resampled = isResampled ? bootstrapGaps(counts, compared, resampling) : [];
  const figure = (name: keyof Gaps, index: number): Estimate =>
    estimate(measureOf(observed[name], compared.length, name), rows, () => {
      const found = resampled[index];
      return found === undefined
        ? { interval: null, intervalReason: "there are no two groups to compare" }
        : bootstrapInterval(found, resampling.confidence);
    });
  const parityRatio = figure("parityRatio", 1);
  return {
    groups: all,
    parityDifference: figure("parityDifference", 0),
    parityRatio,
    oddsDifference: figure("oddsDifference", 2),
    fourFifths: ruleOn(parityRatio.interval),
  };
}

/** Label and prediction, each 0 or 1. */
const cells = 4;

interface Rates {
  readonly selection: readonly [number, number];
  readonly truePositives: readonly [number, number];
  readonly falsePositives: readonly [number, number];
}

function countsOf(counts: Float64Array, group: number): Rates {
  const [rejected, falseAlarms, missed, found] = [0, 1, 2, 3].map((cell) => at(counts, group * cells + cell));
  const [a = 0, b = 0, c = 0, d = 0] = [rejected, falseAlarms, missed, found];
  return { selection: [b + d, a + b + c + d], truePositives: [d, c + d], falsePositives: [b, a + b] };
}

const sizeOf = (counts: Float64Array, group: number): number => countsOf(counts, group).selection[1];

function ratesOf(counts: Float64Array, group: number, confidence: number): GroupRates {
  const { selection, truePositives, falsePositives } = countsOf(counts, group);
  const rate = ([count, size]: readonly [number, number], none: string): Estimate =>
    estimate(size === 0 ? undefinedBecause(none) : measured(count / size), size, () => wilson(count, size, confidence));
  return {
    group,
    rows: selection[1],
    isTooSmall: selection[1] < smallestGroup,
    selection: rate(selection, "the group has no rows"),
    truePositives: rate(truePositives, "the group has no positive rows"),
    falsePositives: rate(falsePositives, "the group has no negative rows"),
  };
}

interface Gaps {
  readonly parityDifference: number;
  readonly parityRatio: number;
  readonly oddsDifference: number;
}

/** NaN where a group has no such rows. */
function gaps(counts: Float64Array, groups: readonly number[]): Gaps {
  const rates = (name: keyof Rates): readonly number[] =>
    groups.map((group) => {
      const [count, size] = countsOf(counts, group)[name];
      return count / size;
    });
  const spread = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);
  const selection = rates("selection");
  return {
    parityDifference: spread(selection),
    parityRatio: Math.min(...selection) / Math.max(...selection),
    oddsDifference: Math.max(spread(rates("truePositives")), spread(rates("falsePositives"))),
  };
}

function bootstrapGaps(
  counts: Float64Array,
  groups: readonly number[],
  resampling: Resampling,
): readonly Bootstrapped[] {
  const compared = counts.map((count, cell) => (groups.includes(Math.floor(cell / cells)) ? count : 0));
  const figures = (weights: Float64Array): readonly number[] => {
    const { parityDifference, parityRatio, oddsDifference } = gaps(weights, groups);
    return [parityDifference, parityRatio, oddsDifference];
  };
  return bootstrap(compared, figures, resampling);
}

function measureOf(value: number, groups: number, name: keyof Gaps): Measure {
  if (groups < 2) return undefinedBecause(`fewer than two groups have at least ${smallestGroup} rows`);
  if (Number.isFinite(value)) return measured(value);
  return undefinedBecause(
    name === "parityRatio"
      ? "no row of any group is predicted positive"
      : "a group has no positive or no negative rows",
  );
}

function ruleOn(interval: Interval | null): Fairness["fourFifths"] {
  if (interval === null) return "can't tell";
  if (interval.low >= 0.8) return "kept";
  return interval.high < 0.8 ? "broken" : "can't tell";
}

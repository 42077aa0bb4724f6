import type { CategoryView, DriftColumn, DriftHistogram } from "../driftEntities.ts";
import { formatNumber } from "../format.ts";

type SideName = "reference" | "current";

/** Rows of a side that show a column's change. */
export interface RowsBehind {
  /** As it is written into a table's filter. */
  readonly filter: string;
  /** For a button: `without a value`. */
  readonly words: string;
}

/** Of a column that drifted: the rows that a side has more of than the other; null where no filter finds them. */
export function rowsBehind(
  { verdict, aspects: [first], kind, numbers, categories, missing }: DriftColumn,
  side: SideName,
): RowsBehind | null {
  if (verdict !== "drift" || first === undefined) return null;
  if (first.of === "missing values") {
    return missing[side] > 0 ? { filter: "null", words: "without a value" } : null;
  }
  if (categories !== null) return commonerCategory(categories, side);
  return kind === "numbers" && numbers?.histogram ? fullerRange(numbers.histogram, numbers.isTime, side) : null;
}

const other = (side: SideName): SideName => (side === "current" ? "reference" : "current");

/** From this length on a label may have been cut. */
const longestLabel = 200;

/** One that only this side has, or else the one whose share is the most above the other side's. */
function commonerCategory({ appeared, vanished, top }: CategoryView, side: SideName): RowsBehind | null {
  const [own] = side === "current" ? appeared : vanished;
  const size = (of: SideName): number =>
    Math.max(
      1,
      top.reduce((sum, one) => sum + one[of], 0),
    );
  const [here, there] = [size(side), size(other(side))];
  const gain = (one: CategoryView["top"][number]): number => one[side] / here - one[other(side)] / there;
  const [most] = own === undefined ? top.toSorted((a, b) => gain(b) - gain(a)) : [own];
  if (most === undefined || gain(most) <= 0) return null;
  const { label } = most;
  // A filter is a line of text: it can't tell these.
  if (label === "" || label !== label.trim() || label.length >= longestLabel) return null;
  return { filter: `=${label}`, words: `with ${label}` };
}

/** The neighbouring bars whose shares are the most above the other side's in sum. */
function fullerRange(histogram: DriftHistogram, isTime: boolean, side: SideName): RowsBehind | null {
  const { edges } = histogram;
  const [own, others] = [histogram[side], histogram[other(side)]];
  let [best, sum, start] = [{ gain: 0, from: 0, to: 0 }, 0, 0];
  for (let i = 0; i < own.length; i++) {
    const gain = (own[i] ?? 0) - (others[i] ?? 0);
    if (sum <= 0) [sum, start] = [0, i];
    sum += gain;
    if (sum > best.gain) best = { gain: sum, from: start, to: i + 1 };
  }
  const [low, high] = [edges[best.from], edges[best.to]];
  if (best.gain === 0 || low === undefined || high === undefined) return null;
  const filter = isTime ? `${isoTime(low)}..${isoTime(high)}` : `${low}..${high}`;
  const words = isTime
    ? `from ${isoTime(low).slice(0, 10)} to ${isoTime(high).slice(0, 10)}`
    : `between ${formatNumber(low, 3)} and ${formatNumber(high, 3)}`;
  return { filter, words };
}

const isoTime = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 19);

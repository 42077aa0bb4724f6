import type { CategoryView, DriftColumn, DriftHistogram } from "../driftEntities.ts";
import { formatNumber } from "../format.ts";

/** Rows of the current side that show a column's change. */
export interface RowsBehind {
  /** As it is written into a table's filter. */
  readonly filter: string;
  /** For a button: `without a value`. */
  readonly words: string;
}

/** Of a column that drifted: the rows that are there more often than before; null where no filter finds them. */
export function rowsBehind({
  verdict,
  aspects: [first],
  kind,
  numbers,
  categories,
  missing,
}: DriftColumn): RowsBehind | null {
  if (verdict !== "drift" || first === undefined) return null;
  if (first.of === "missing values") {
    return missing.current > 0 ? { filter: "null", words: "without a value" } : null;
  }
  if (categories !== null) return grownCategory(categories);
  return kind === "numbers" && numbers?.histogram ? grownRange(numbers.histogram, numbers.isTime) : null;
}

function grownCategory({ appeared: [fresh], top }: CategoryView): RowsBehind | null {
  const size = (side: "reference" | "current"): number => top.reduce((sum, one) => sum + one[side], 0);
  const [before, now] = [Math.max(1, size("reference")), Math.max(1, size("current"))];
  const growth = (one: CategoryView["top"][number]): number => one.current / now - one.reference / before;
  const [most] = fresh === undefined ? top.toSorted((a, b) => growth(b) - growth(a)) : [fresh];
  return most === undefined ? null : { filter: `=${most.label}`, words: `with ${most.label}` };
}

/** The neighbouring bars whose shares have grown most in sum. */
function grownRange({ edges, reference, current }: DriftHistogram, isTime: boolean): RowsBehind | null {
  let [best, sum, start] = [{ gain: 0, from: 0, to: 0 }, 0, 0];
  for (let i = 0; i < current.length; i++) {
    const gain = (current[i] ?? 0) - (reference[i] ?? 0);
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

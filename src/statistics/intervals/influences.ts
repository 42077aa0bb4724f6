import { studentQuantile } from "../special/student.ts";
import { type IntervalOrReason, noInterval } from "./interval.ts";

/** A figure and how much each row moves it; the sum of the squares is its variance (the infinitesimal jackknife). */
export interface RowInfluences {
  readonly value: number;
  readonly influences: Float64Array;
  /** Why they tell nothing about the figure's error, where that is so. */
  readonly intervalReason?: string;
}

export function influenceDeviation({ influences }: Pick<RowInfluences, "influences">): number {
  let squares = 0;
  for (const moved of influences) squares += moved * moved;
  return Math.sqrt(squares);
}

/**
 * The interval of a figure between 0 and 1 from its standard error, applied to log(x / (1 − x)) and turned back: it stays
 * within 0 and 1 and holds its level near them (M. S. Pepe 2003, 5.2).
 * @param name The error's, such as "DeLong".
 * @param degreesOfFreedom Of the error, where it is known from few rows.
 */
export function logitInterval(
  value: number,
  deviation: number,
  confidence: number,
  name: string,
  degreesOfFreedom = Number.POSITIVE_INFINITY,
): IntervalOrReason {
  if (!(deviation > 0 && value > 0 && value < 1))
    return noInterval("no row moves the figure, which leaves nothing to estimate an error from");
  const middle = Math.log(value / (1 - value));
  const half = (studentQuantile((1 + confidence) / 2, degreesOfFreedom) * deviation) / (value * (1 - value));
  const back = (logit: number): number => 1 / (1 + Math.exp(-logit));
  return {
    interval: {
      low: back(middle - half),
      high: back(middle + half),
      confidence,
      method: `${name}, on the logit scale`,
    },
  };
}

/** The interval of a figure between 0 and 1 from its rows' influences. */
export function influenceInterval(found: RowInfluences, confidence: number, name: string): IntervalOrReason {
  if (found.intervalReason !== undefined) return noInterval(found.intervalReason);
  return logitInterval(found.value, influenceDeviation(found), confidence, name);
}

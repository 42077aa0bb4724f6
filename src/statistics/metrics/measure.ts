/** A figure, or why there is none: never NaN. */
export type Measure = Defined | Undefined;

export interface Defined {
  readonly value: number;
  /** What a reader has to know to understand the number, where that is not obvious. */
  readonly note?: string;
}

export interface Undefined {
  readonly value: null;
  /** Completes the sentence "undefined because …". */
  readonly reason: string;
}

export function undefinedBecause(reason: string): Undefined {
  return { value: null, reason };
}

/** The number as a measure; one that has left the range of doubles is none. */
export function measured(value: number, note?: string): Measure {
  if (!Number.isFinite(value)) return undefinedBecause("the numbers are too large to compute with");
  return note === undefined ? { value } : { value, note };
}

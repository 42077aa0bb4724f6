import * as z from "zod";
import { strictObject } from "../schema/strict.ts";
import { Count, FiniteNumber, Share } from "../schema/words.ts";

/** Bounds of a figure; both belong to what passes. */
export const range = {
  min: FiniteNumber.describe("The smallest that passes.").optional(),
  max: FiniteNumber.describe("The largest that passes.").optional(),
};

export const counts = {
  min: Count.describe("The smallest that passes.").optional(),
  max: Count.describe("The largest that passes.").optional(),
  equals: Count.describe("The only one that passes.").optional(),
};

export const shares = {
  min: Share.describe("The smallest that passes.").optional(),
  max: Share.describe("The largest that passes.").optional(),
};

interface Bounds {
  readonly min?: number | undefined;
  readonly max?: number | undefined;
  readonly equals?: number | undefined;
}

/** What is wrong with bounds: none at all, crossed, or an exact value beside them. */
export function rangeFault({ min, max, equals }: Bounds): string | undefined {
  if (equals !== undefined) {
    return min === undefined && max === undefined ? undefined : '"equals" stands alone, without "min" and "max".';
  }
  if (min === undefined && max === undefined) return 'At least one of "min" and "max" is needed.';
  return min !== undefined && max !== undefined && min > max
    ? `"min" (${min}) is above "max" (${max}), so nothing passes.`
    : undefined;
}

export interface QuantileBounds {
  /** 0 to 1. */
  readonly quantile: number;
  readonly min: number | undefined;
  readonly max: number | undefined;
}

const QuantileRange = strictObject(range).superRefine((bounds, context) => {
  const fault = context.issues.length > 0 ? undefined : rangeFault(bounds);
  if (fault !== undefined) context.addIssue({ code: "custom", message: fault });
});

const quantileKey = /^(0(\.\d+)?|1(\.0+)?|(\d{1,2}(\.\d+)?|100)%)$/;

/** A map such as `{5%: {min: 1}, 0.5: {max: 3}}`, as a list. */
export const Quantiles = z
  .record(
    z.string().regex(quantileKey, { error: "Write a quantile as a number from 0 to 1, or in per cent such as 5%." }),
    QuantileRange,
    { error: "a map such as {5%: {min: 0}, 0.95: {max: 9}}" },
  )
  .transform((record): QuantileBounds[] =>
    Object.entries(record).map(([key, { min, max }]) => ({
      quantile: key.endsWith("%") ? Number(key.slice(0, -1)) / 100 : Number(key),
      min,
      max,
    })),
  )
  .refine((quantiles) => quantiles.length > 0, { error: "At least one quantile is needed." });

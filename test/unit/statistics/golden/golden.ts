import { readFileSync } from "node:fs";
import * as z from "zod";
import { distributionOf } from "../../../../src/statistics/drift/distribution.ts";
import { type Pooled, pool } from "../../../../src/statistics/drift/pooled.ts";
import { sampleOf, uniforms } from "./generator.ts";

/** What drift.py has written. */
const numbers = z.array(z.number());
const sample = z.union([
  z.array(z.union([z.number(), z.string()])),
  z.object({ kind: z.string(), seed: z.number(), size: z.number(), shift: z.number(), scale: z.number() }),
]);
const test = z.object({ statistic: z.number(), p: z.number() });
const counts = z.union([numbers, z.tuple([z.number(), z.number(), z.number(), z.enum(["first", "last"])])]);

const schema = z.object({
  numeric: z.array(
    z.object({
      name: z.string(),
      reference: sample,
      current: sample,
      kolmogorovSmirnov: test,
      asymptotic: z.number().nullable(),
      wasserstein: z.number().nullable(),
      energy: z.number().nullable(),
      cramerVonMises: test.nullable(),
      andersonDarling: test.nullable(),
      andersonDarlingRight: test.nullable(),
      mannWhitney: test.nullable(),
      quantiles: numbers.nullable(),
    }),
  ),
  categorical: z.array(
    z.object({
      reference: counts,
      current: counts,
      chiSquared: test.extend({ degreesOfFreedom: z.number() }),
      cramersV: z.number(),
      kullbackLeibler: z.number().nullable(),
      jensenShannonDistance: z.number(),
      jensenShannonDistanceBits: z.number(),
      hellinger: z.number(),
      totalVariation: z.number(),
      largestDifference: z.number(),
      psi: z.number().nullable(),
    }),
  ),
  special: z.object({
    chiSquaredUpperTail: z.array(z.tuple([z.number(), z.number(), z.number()])),
    chiSquaredUpperQuantile: z.array(z.tuple([z.number(), z.number(), z.number()])),
    noncentralChiSquaredUpperTail: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
    normalUpperTail: z.array(z.tuple([z.number(), z.number()])),
    normalQuantile: z.array(z.tuple([z.number(), z.number()])),
    kolmogorovUpperTail: z.array(z.tuple([z.number(), z.number(), z.number()])),
  }),
  proportions: z.array(
    z.object({
      reference: z.tuple([z.number(), z.number()]),
      current: z.tuple([z.number(), z.number()]),
      wilson: numbers,
      newcombe: numbers,
      p: z.number(),
      fisher: z.number(),
    }),
  ),
  adjusted: z.array(z.object({ p: numbers, benjaminiHochberg: numbers, holm: numbers })),
});

export const golden = schema.parse(JSON.parse(readFileSync(new URL("drift.json", import.meta.url), "utf8")));

export interface NumericCase extends Omit<(typeof golden.numeric)[number], "reference" | "current"> {
  readonly pooled: Pooled;
}

/** SciPy's results beside the pairs of samples they belong to. */
export const numericCases: readonly NumericCase[] = golden.numeric.map(({ reference, current, ...wanted }) => ({
  ...wanted,
  pooled: pool(distributionOf(sampleOf(reference)), distributionOf(sampleOf(current))),
}));

/** Stored counts, or those of many categories made as drift.py makes them. */
export function countsOf(stored: z.infer<typeof counts>): Float64Array {
  const [seed, categories = 0, rows = 0, half] = stored;
  if (typeof half !== "string") return Float64Array.from(stored, Number);
  const spread = uniforms(seed ?? 0, 2 * categories);
  const part = half === "first" ? spread.subarray(0, categories) : spread.subarray(categories);
  return part.map((u) => 1 + Math.floor((u * rows) / categories));
}

import fc from "fast-check";
import { type Distribution, distributionOf } from "../../../../src/statistics/drift/distribution.ts";

/** Samples with and without ties, infinities and missing values. */
export const anySample: fc.Arbitrary<Float64Array> = fc
  .oneof(
    fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 60 }),
    fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { maxLength: 60 }),
    fc.array(fc.oneof(fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), fc.integer()), {
      maxLength: 30,
    }),
  )
  .map((values) => Float64Array.from(values));

/** Distributions of at least four finite values. */
export const finiteDistribution: fc.Arbitrary<Distribution> = fc
  .oneof(
    fc.array(fc.integer({ min: -5, max: 5 }), { minLength: 4, maxLength: 60 }),
    fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 4, maxLength: 60 }),
  )
  .map((values) => distributionOf(Float64Array.from(values)));

/** Counts of the same categories in two samples, neither of them empty. */
export const countPair = fc
  .array(fc.tuple(fc.nat(40), fc.nat(40)), { minLength: 1, maxLength: 12 })
  .map((cells) => ({
    reference: Float64Array.from(cells, ([a]) => a),
    current: Float64Array.from(cells, ([, b]) => b),
  }))
  .filter(({ reference, current }) => reference.some((a) => a > 0) && current.some((b) => b > 0));

import { distributionOf } from "../../statistics/drift/distribution.ts";
import { firstAbove, quantiles } from "../../statistics/drift/quantiles.ts";
import type { BinnedFeature } from "../../statistics/multivariate/boostedTrees.ts";
import type { ComparedColumn } from "./columns.ts";
import type { Sample } from "./sample.ts";

/** What all columns of both samples look like to a classifier: the reference's rows first. */
export interface Features {
  readonly names: readonly string[];
  readonly features: readonly BinnedFeature[];
  /** 1 for rows of the current side. */
  readonly labels: Uint8Array;
}

/** Codes for numbers and categories; one more stands for a missing value. */
const mostBins = 31;

/** Takes every column but times, which tell two months apart without saying anything about the rows. */
export function featuresOf(columns: readonly ComparedColumn[], reference: Sample, current: Sample): Features {
  const labels = new Uint8Array(reference.rows + current.rows).fill(1, reference.rows);
  const used = columns.flatMap(({ isTime, name, kind }, i) => (isTime ? [] : [{ name, kind, i }]));
  return {
    labels,
    names: used.map(({ name }) => name),
    features: used.map(({ kind, i }) =>
      kind === "numbers"
        ? numberFeature([reference.numbers.get(i), current.numbers.get(i)])
        : textFeature([...(reference.texts.get(i) ?? []), ...(current.texts.get(i) ?? [])]),
    ),
  };
}

function numberFeature(sides: readonly (Float64Array | undefined)[]): BinnedFeature {
  const values = Float64Array.from(sides.flatMap((side) => [...(side ?? [])]));
  const known = distributionOf(values.filter((value) => Number.isFinite(value)));
  const probabilities = Array.from({ length: mostBins - 1 }, (_, i) => (i + 1) / mostBins);
  const edges = known.size === 0 ? new Float64Array() : Float64Array.from(new Set(quantiles(known, probabilities)));
  const codes = Uint8Array.from(values, (value) => (Number.isNaN(value) ? edges.length + 1 : firstAbove(edges, value)));
  return { codes, bins: edges.length + 2, ordered: true };
}

/** The commonest categories; the others are one. Of texts that differ from row to row, their length. */
function textFeature(values: readonly (string | null)[]): BinnedFeature {
  const counts = new Map<string, number>();
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  if (counts.size > values.length / 2) {
    return numberFeature([Float64Array.from(values, (value) => value?.length ?? Number.NaN)]);
  }
  const common = [...counts].sort(([, a], [, b]) => b - a).slice(0, mostBins - 1);
  const codes = new Map(common.map(([value], code) => [value, code]));
  const other = common.length;
  return {
    codes: Uint8Array.from(values, (value) => (value === null ? other + 1 : (codes.get(value) ?? other))),
    bins: other + 2,
    ordered: false,
  };
}

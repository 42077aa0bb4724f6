import * as z from "zod";
import { distributionOf } from "../../statistics/drift/distribution.ts";
import { quantiles } from "../../statistics/drift/quantiles.ts";
import type { Session } from "../duckdb/database.ts";
import type { ComparedColumn } from "./columns.ts";
import type { Sample } from "./sample.ts";
import type { Values } from "./sides.ts";

/** What is known of a column's values on one side before they are counted. */
export interface Facts {
  /** Rows that have a value. */
  readonly present: number;
  /** Of the sample's rows, with a value, and how many different values they have. */
  readonly sampled: number;
  readonly distinct: number;
  /** Of the sample's finite numbers; empty for a column of texts. */
  readonly quantiles: readonly number[];
}

const quantilesOfSide = 400;
const probabilities = Array.from({ length: quantilesOfSide + 1 }, (_, i) => i / quantilesOfSide);

/** One pass over all columns of a side, and a look at its sample. */
export async function factsOf(
  session: Session,
  columns: readonly ComparedColumn[],
  { table }: Values,
  sample: Sample,
): Promise<Facts[]> {
  if (columns.length === 0) return [];
  const counts = columns.map((_, i) => `CAST(count(c${i}) AS DOUBLE)`);
  const { present } = await session.row(
    z.object({ present: z.array(z.number()) }),
    `SELECT [${counts.join(", ")}] AS present FROM ${table}`,
  );
  return columns.map((_, i) => ({ present: present[i] ?? 0, ...factsOfSample(sample, i) }));
}

function factsOfSample({ numbers, texts }: Sample, i: number): Omit<Facts, "present"> {
  const drawn = numbers.get(i);
  if (drawn === undefined) {
    const known = (texts.get(i) ?? []).filter((text) => text !== null);
    return { sampled: known.length, distinct: new Set(known).size, quantiles: [] };
  }
  const distribution = distributionOf(drawn);
  const finite = distributionOf(drawn.filter(Number.isFinite));
  return {
    sampled: distribution.size,
    distinct: distribution.values.length,
    quantiles: finite.size === 0 ? [] : quantiles(finite, probabilities),
  };
}

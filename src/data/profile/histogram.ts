import * as z from "zod";
import type { Histogram } from "../../protocol/profileEntities.ts";
import type { Session } from "../duckdb/database.ts";
import { identifier } from "../duckdb/sql.ts";
import type { ColumnFacts } from "./columnFacts.ts";
import { numberOf } from "./kindOf.ts";

const mostBins = 30;
/** Where the whole range is so much wider than the middle 98 %, bins cover the middle. */
const farRatio = 20;

const Range = z.object({
  low: z.number().nullable(),
  high: z.number().nullable(),
  q1: z.number().nullable(),
  q99: z.number().nullable(),
});
const Bucket = z.object({ bucket: z.bigint().transform(Number), count: z.bigint().transform(Number) });

/** Bins of equal width over a column's finite values; null where there is none, or all are equal. */
export async function histogramOf(session: Session, from: string, facts: ColumnFacts): Promise<Histogram | null> {
  const value = numberOf(identifier(facts.name), facts.kind);
  const values = `(SELECT ${value} AS v FROM ${from} WHERE isfinite(${value}))`;
  const range =
    knownRange(facts) ??
    (await session.row(
      Range,
      `SELECT min(v) AS low, max(v) AS high, approx_quantile(v, 0.01) AS q1, approx_quantile(v, 0.99) AS q99 FROM ${values}`,
    ));
  const bounds = boundsOf(range);
  if (bounds === null) return null;
  const { low, high } = bounds;
  const width = (high - low) / mostBins;
  const bucket = `CASE WHEN v < ${low} THEN -1 WHEN v > ${high} THEN ${mostBins}
    ELSE least(${mostBins - 1}, floor((v - ${low}) / ${width})) END::BIGINT`;
  const buckets = await session.rows(
    Bucket,
    `SELECT ${bucket} AS bucket, count(*) AS count FROM ${values} GROUP BY bucket`,
  );
  const counts = new Map(buckets.map((each) => [each.bucket, each.count]));
  return {
    bins: Array.from({ length: mostBins }, (_, index) => ({
      from: low + index * width,
      to: index === mostBins - 1 ? high : low + (index + 1) * width,
      count: counts.get(index) ?? 0,
    })),
    below: counts.get(-1) ?? 0,
    above: counts.get(mostBins) ?? 0,
  };
}

/** What the facts of a column say already, where a number's text is that number. */
function knownRange({ type, numbers, smallest, largest }: ColumnFacts): z.infer<typeof Range> | undefined {
  const isExact = type === "DOUBLE" || /INT/.test(type);
  if (!isExact || numbers === null || numbers.nan + numbers.infinite > 0) return undefined;
  if (smallest === null || largest === null) return undefined;
  const quantile = (share: number) => numbers.quantiles.find(({ p }) => p === share)?.value ?? null;
  return { low: Number(smallest), high: Number(largest), q1: quantile(0.01), q99: quantile(0.99) };
}

function boundsOf({ low, high, q1, q99 }: z.infer<typeof Range>): { low: number; high: number } | null {
  if (low === null || high === null || q1 === null || q99 === null || low === high) return null;
  if (!Number.isFinite(high - low)) return null;
  const isFar = q99 > q1 && high - low > farRatio * (q99 - q1);
  return isFar ? { low: q1, high: q99 } : { low, high };
}

import type { Dataset } from "../../config/config.ts";
import { keysOf } from "../../config/read/linkedFeatures.ts";
import type { PointInTime } from "../../config/schema/feature.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import { identifier } from "../duckdb/sql.ts";

/** One side of a point-in-time join with all that was left to be derived. */
export interface Side {
  readonly from: string;
  readonly on: readonly string[];
  readonly time: string;
  /** What is taken over, and what it is called in the result. */
  readonly columns: readonly { readonly column: string; readonly as: string }[];
  /** Milliseconds; null for any age. */
  readonly within: number | null;
}

export interface ResolvedJoin {
  readonly base: string;
  readonly baseColumns: readonly string[];
  readonly baseTime: string;
  readonly sides: readonly Side[];
}

/**
 * Completes a join from what is declared and the columns that there are.
 * @throws TidemarkError `invalidParameter` when a column is not there, or two columns of the result have one name
 */
export function resolveJoin(
  { base, join }: PointInTime,
  sides: ReadonlyMap<string, Dataset>,
  columnsOf: (name: string) => readonly string[],
): ResolvedJoin {
  const timeOf = (name: string): string => {
    const time = sides.get(name)?.time;
    if (time === undefined) throw invalidParameter(`"${name}" needs a "time" to be joined at a point in time.`);
    return time;
  };
  const have = (name: string, columns: readonly string[]): void => {
    const missing = columns.find((column) => !columnsOf(name).includes(column));
    if (missing === undefined) return;
    throw invalidParameter(`${name} has no column "${missing}"; it has ${columnsOf(name).join(", ")}.`);
  };
  const baseTime = timeOf(base);
  have(base, [baseTime]);
  const taken = new Set(columnsOf(base).map((column) => column.toLowerCase()));
  const resolved = join.map(({ from, on, columns, within, prefix = "" }): Side => {
    const dataset = sides.get(from);
    const shared = on ?? (dataset === undefined ? [] : keysOf(dataset));
    const time = timeOf(from);
    const wanted = columns ?? columnsOf(from).filter((column) => column !== time && !shared.includes(column));
    have(from, [time, ...shared, ...wanted]);
    have(base, shared);
    const named = wanted.map((column) => ({ column, as: prefix + column }));
    for (const { as } of named) {
      if (taken.has(as.toLowerCase())) {
        throw invalidParameter(
          `Two columns of the result would be called "${as}": give the join from ${from} a "prefix".`,
        );
      }
      taken.add(as.toLowerCase());
    }
    return { from, on: shared, time, columns: named, within: within ?? null };
  });
  return { base, baseColumns: columnsOf(base), baseTime, sides: resolved };
}

/**
 * The join in DuckDB's SQL: for each row of the base the latest row of each side at or before its time. A value that is too
 * old counts as missing.
 */
export function joinSql({ base, baseColumns, baseTime, sides }: ResolvedJoin): string {
  const own = baseColumns.map((column) => `base.${identifier(column)}`);
  const taken = sides.flatMap(({ columns, time, within }, index) =>
    columns.map(({ column, as }) => {
      const value = `side_${index}.${identifier(column)}`;
      const fresh = `side_${index}.${identifier(time)} >= base.${identifier(baseTime)} - ${interval(within ?? 0)}`;
      return `${within === null ? value : `CASE WHEN ${fresh} THEN ${value} END`} AS ${identifier(as)}`;
    }),
  );
  const joins = sides.map(({ from, on, time }, index) => {
    const equal = on.map((column) => `base.${identifier(column)} = side_${index}.${identifier(column)}`);
    const before = `base.${identifier(baseTime)} >= side_${index}.${identifier(time)}`;
    return `ASOF LEFT JOIN ${identifier(from)} AS side_${index} ON ${[...equal, before].join(" AND ")}`;
  });
  return [`SELECT ${[...own, ...taken].join(", ")}`, `FROM ${identifier(base)} AS base`, ...joins].join("\n");
}

/** Which of the sides has several rows of one time for the same keys: the query counts them. */
export const ambiguitySql = ({ from, on, time }: Side): string => {
  const by = [...on, time].map(identifier).join(", ");
  const known = [...on, time].map((column) => `${identifier(column)} IS NOT NULL`).join(" AND ");
  return `SELECT count(*) AS n FROM (SELECT 1 FROM ${identifier(from)} WHERE ${known} GROUP BY ${by} HAVING count(*) > 1)`;
};

/** @param milliseconds as the configuration has durations */
export const interval = (milliseconds: number): string => `INTERVAL '${milliseconds / 1000} seconds'`;

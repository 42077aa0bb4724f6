import type { SqlDialect } from "../../../protocol/featureEntities.ts";
import type { ResolvedJoin } from "../pointInTime.ts";
import { quoted } from "./quoted.ts";

const row = "tidemark_row";
const rank = "tidemark_rank";

const span: Readonly<Record<SqlDialect, (seconds: number) => string>> = {
  duckdb: (seconds) => `INTERVAL '${seconds} seconds'`,
  postgresql: (seconds) => `INTERVAL '${seconds} seconds'`,
  spark: (seconds) => `INTERVAL '${seconds}' SECOND`,
  trino: (seconds) => `INTERVAL '${seconds}' SECOND`,
};

/**
 * A point-in-time join without ASOF, which few engines have: every row of the base meets all earlier rows of a side, and
 * the latest is kept. Reads far more than DuckDB's own form does.
 */
export function standardJoin({ base, baseColumns, baseTime, sides }: ResolvedJoin, dialect: SqlDialect): string {
  const q = (name: string): string => quoted(name, dialect);
  const order = [baseTime, ...baseColumns.filter((column) => column !== baseTime)].map(q).join(", ");
  const numbered = `base AS (\n  SELECT *, row_number() OVER (ORDER BY ${order}) AS ${row}\n  FROM ${q(base)}\n)`;
  const ranked = sides.map(({ from, on, time, columns, within }, index) => {
    const taken = columns.map(({ column, as }) => `side.${q(column)} AS ${q(as)}`);
    const latest = `row_number() OVER (PARTITION BY base.${row} ORDER BY side.${q(time)} DESC) AS ${rank}`;
    const conditions = [
      ...on.map((column) => `side.${q(column)} = base.${q(column)}`),
      `side.${q(time)} <= base.${q(baseTime)}`,
      ...(within === null ? [] : [`side.${q(time)} >= base.${q(baseTime)} - ${span[dialect](within / 1000)}`]),
    ];
    return [
      `side_${index} AS (`,
      `  SELECT ${[`base.${row}`, ...taken, latest].join(", ")}`,
      `  FROM base JOIN ${q(from)} AS side ON ${conditions.join(" AND ")}`,
      ")",
    ].join("\n");
  });
  const own = baseColumns.map((column) => `base.${q(column)}`);
  const taken = sides.flatMap(({ columns }, index) => columns.map(({ as }) => `side_${index}.${q(as)}`));
  const joins = sides.map((_, index) => {
    const side = `side_${index}`;
    return `LEFT JOIN ${side} ON ${side}.${row} = base.${row} AND ${side}.${rank} = 1`;
  });
  return [
    `WITH ${[numbered, ...ranked].join(",\n")}`,
    `SELECT ${[...own, ...taken].join(", ")}`,
    "FROM base",
    ...joins,
  ].join("\n");
}

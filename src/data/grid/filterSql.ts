import type { DataColumn } from "../../protocol/dataEntities.ts";
import { invalidParameter } from "../../protocol/errors.ts";
import type { ColumnFilter, ColumnSort } from "../../protocol/gridEntities.ts";
import { identifier, literal } from "../duckdb/sql.ts";
import { textOf } from "./cellText.ts";

const comparisons = {
  equals: "=",
  notEquals: "IS DISTINCT FROM",
  less: "<",
  lessOrEqual: "<=",
  greater: ">",
  greaterOrEqual: ">=",
} as const;

/**
 * A condition in SQL. Numbers, dates and times are compared as such; NaN is the largest number, as DuckDB has it.
 * @throws TidemarkError `invalidParameter` when there is no such column or a value is missing
 */
export function filterSql(filter: ColumnFilter, columns: readonly DataColumn[]): string {
  const { name, type } = columnOf(filter.column, columns);
  const column = identifier(name);
  const value = (index: number): string => {
    const text = filter.values[index];
    if (text === undefined) throw invalidParameter(`The filter of ${name} lacks a value.`);
    return type === "VARCHAR" ? literal(text) : `CAST(${literal(text)} AS ${type})`;
  };
  switch (filter.operator) {
    case "isNull":
      return `${column} IS NULL`;
    case "isNotNull":
      return `${column} IS NOT NULL`;
    case "contains":
      return `contains(lower(${textOf(name, type)}), lower(${literal(filter.values[0] ?? "")}))`;
    case "between":
      return `${column} BETWEEN ${value(0)} AND ${value(1)}`;
    default:
      return `${column} ${comparisons[filter.operator]} ${value(0)}`;
  }
}

/** What stands behind ORDER BY; nulls come last either way. */
export const sortSql = (sort: readonly ColumnSort[], columns: readonly DataColumn[]): string[] =>
  sort.map(({ column, descending }) => {
    const { name } = columnOf(column, columns);
    return `${identifier(name)} ${descending ? "DESC" : "ASC"} NULLS LAST`;
  });

function columnOf(name: string, columns: readonly DataColumn[]): DataColumn {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw invalidParameter(`There is no column "${name}".`);
  return found;
}

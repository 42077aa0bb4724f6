import { loggedModelColumns } from "./loggedModelRow.ts";
import type { NumberTest, TextTest } from "./runQueryAst.ts";

export type LoggedModelTextAttribute = "name" | "model_id" | "model_type" | "status" | "source_run_id";
export type LoggedModelTimeAttribute = "created_at" | "updated_at";

export type LoggedModelCondition =
  | { readonly of: "text"; readonly attribute: LoggedModelTextAttribute; readonly test: TextTest }
  | { readonly of: "time"; readonly attribute: LoggedModelTimeAttribute; readonly test: NumberTest }
  | { readonly of: "metric"; readonly key: string; readonly test: NumberTest }
  | { readonly of: "param" | "tag"; readonly key: string; readonly test: TextTest };

export type LoggedModelOrder = { readonly descending: boolean } & (
  | { readonly by: "attribute"; readonly attribute: LoggedModelTextAttribute | LoggedModelTimeAttribute }
  | { readonly by: "metric"; readonly key: string }
);

export interface LoggedModelQuery {
  readonly experimentIds: readonly string[];
  readonly where: readonly LoggedModelCondition[];
  readonly datasets: readonly { readonly name: string; readonly digest?: string }[];
  readonly orderBy: readonly LoggedModelOrder[];
  readonly limit: number;
  readonly offset: number;
}

interface Sql {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** The query as SQL; every value that a caller sent is bound, never spelled. */
export function loggedModelSql(query: LoggedModelQuery): Sql {
  const onDatasets = datasetSql(query.datasets);
  const conditions: Sql[] = [
    { sql: "m.lifecycle = 'active'", values: [] },
    { sql: "e.experiment_id IN (SELECT value FROM json_each(?))", values: [JSON.stringify(query.experimentIds)] },
    ...query.where.map((condition) => conditionSql(condition, onDatasets)),
  ];
  if (query.datasets.length > 0 && !query.where.some(({ of }) => of === "metric")) {
    conditions.push({
      sql: `EXISTS (SELECT 1 FROM logged_model_metric x WHERE x.model = m.id AND ${onDatasets.sql})`,
      values: onDatasets.values,
    });
  }
  const orders = query.orderBy.map(orderSql);
  return {
    sql: `SELECT ${loggedModelColumns} FROM logged_model m JOIN experiment e ON e.id = m.experiment
      WHERE ${conditions.map(({ sql }) => sql).join(" AND ")}
      ORDER BY ${[...orders.map(({ sql }) => sql), "m.created_at DESC", "m.model_id"].join(", ")}
      LIMIT ? OFFSET ?`,
    values: [
      ...conditions.flatMap(({ values }) => values),
      ...orders.flatMap(({ values }) => values),
      query.limit,
      query.offset,
    ],
  };
}

function conditionSql(condition: LoggedModelCondition, onDatasets: Sql): Sql {
  switch (condition.of) {
    case "text":
      return textSql(`m.${condition.attribute}`, condition.test);
    case "time":
      return { sql: `m.${condition.attribute} ${condition.test.comparator} ?`, values: [condition.test.value] };
    case "metric":
      return {
        sql: `EXISTS (SELECT 1 FROM logged_model_metric x
          WHERE x.model = m.id AND x.key = ? AND NOT x.nan AND x.value ${condition.test.comparator} ? AND ${onDatasets.sql})`,
        values: [condition.key, condition.test.value, ...onDatasets.values],
      };
    case "param":
    case "tag": {
      const test = textSql("x.value", condition.test);
      return {
        sql: `EXISTS (SELECT 1 FROM logged_model_${condition.of} x WHERE x.model = m.id AND x.key = ? AND ${test.sql})`,
        values: [condition.key, ...test.values],
      };
    }
  }
}

function textSql(column: string, test: TextTest): Sql {
  if ("values" in test) {
    return {
      sql: `${column} ${test.comparator} (SELECT value FROM json_each(?))`,
      values: [JSON.stringify(test.values)],
    };
  }
  switch (test.comparator) {
    case "LIKE":
      // SQLite's LIKE takes no notice of case, GLOB does.
      return { sql: `${column} GLOB ?`, values: [globOf(test.value)] };
    case "ILIKE":
      return { sql: `${column} LIKE ?`, values: [test.value] };
    default:
      return { sql: `${column} ${test.comparator} ?`, values: [test.value] };
  }
}

/** A LIKE pattern as GLOB writes it. */
const globOf = (pattern: string): string => pattern.replace(/[*?[]/g, "[$&]").replaceAll("%", "*").replaceAll("_", "?");

function datasetSql(datasets: LoggedModelQuery["datasets"]): Sql {
  if (datasets.length === 0) return { sql: "TRUE", values: [] };
  return {
    sql: `(${datasets.map(({ digest }) => `(x.dataset_name = ?${digest === undefined ? "" : " AND x.dataset_digest = ?"})`).join(" OR ")})`,
    values: datasets.flatMap(({ name, digest }) => (digest === undefined ? [name] : [name, digest])),
  };
}

function orderSql(order: LoggedModelOrder): Sql {
  const direction = order.descending ? "DESC" : "ASC";
  if (order.by === "attribute") return { sql: `m.${order.attribute} ${direction}`, values: [] };
  return {
    sql: `(SELECT x.value FROM logged_model_metric x WHERE x.model = m.id AND x.key = ? AND NOT x.nan
      ORDER BY x.time DESC, x.step DESC, x.value DESC LIMIT 1) ${direction} NULLS LAST`,
    values: [order.key],
  };
}

import { loggedModelColumns } from "./loggedModelRow.ts";
import type { NumberTest, TextTest } from "./runQueryAst.ts";
import { joined, numberTestSql, type Sql, sql, textTestSql } from "./sql.ts";

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

/** The query as SQL. */
export function loggedModelSql(query: LoggedModelQuery): Sql {
  const onDatasets = datasetSql(query.datasets);
  const conditions = [
    sql("m.lifecycle = 'active'"),
    sql("e.experiment_id IN (SELECT value FROM json_each(?))", JSON.stringify(query.experimentIds)),
    ...query.where.map((condition) => conditionSql(condition, onDatasets)),
  ];
  if (query.datasets.length > 0 && !query.where.some(({ of }) => of === "metric")) {
    conditions.push(existsSql("metric", onDatasets));
  }
  const where = joined(conditions, " AND ");
  const order = joined([...query.orderBy.map(orderSql), sql("m.created_at DESC"), sql("m.model_id")], ", ");
  return sql(
    `SELECT ${loggedModelColumns} FROM logged_model m JOIN experiment e ON e.id = m.experiment
     WHERE ${where.text} ORDER BY ${order.text} LIMIT ? OFFSET ?`,
    ...where.values,
    ...order.values,
    query.limit,
    query.offset,
  );
}

function conditionSql(condition: LoggedModelCondition, onDatasets: Sql): Sql {
  switch (condition.of) {
    case "text":
      return textTestSql(`m.${condition.attribute}`, condition.test);
    case "time":
      return numberTestSql(`m.${condition.attribute}`, condition.test);
    case "metric": {
      const test = numberTestSql("iif(x.nan, NULL, x.value)", condition.test);
      return existsSql("metric", joined([sql("x.key = ?", condition.key), test, onDatasets], " AND "));
    }
    case "param":
    case "tag": {
      const test = textTestSql("x.value", condition.test);
      return existsSql(condition.of, joined([sql("x.key = ?", condition.key), test], " AND "));
    }
  }
}

const existsSql = (table: "metric" | "param" | "tag", { text, values }: Sql): Sql =>
  sql(`EXISTS (SELECT 1 FROM logged_model_${table} x WHERE x.model = m.id AND ${text})`, ...values);

function datasetSql(datasets: LoggedModelQuery["datasets"]): Sql {
  if (datasets.length === 0) return sql("TRUE");
  const each = datasets.map(({ name, digest }) =>
    digest === undefined
      ? sql("x.dataset_name = ?", name)
      : sql("x.dataset_name = ? AND x.dataset_digest = ?", name, digest),
  );
  const { text, values } = joined(each, " OR ");
  return sql(`(${text})`, ...values);
}

function orderSql(order: LoggedModelOrder): Sql {
  const direction = order.descending ? "DESC" : "ASC";
  if (order.by === "attribute") return sql(`m.${order.attribute} ${direction}`);
  return sql(
    `(SELECT x.value FROM logged_model_metric x WHERE x.model = m.id AND x.key = ? AND NOT x.nan
      ORDER BY x.time DESC, x.step DESC, x.value DESC LIMIT 1) ${direction} NULLS LAST`,
    order.key,
  );
}

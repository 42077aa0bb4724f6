import type { NumberTest, PresenceTest, TextTest } from "./runQueryAst.ts";
import { isPresenceTest, joined, numberTestSql, type Sql, sql, textTestSql } from "./sql.ts";

export type TraceTextAttribute = "trace_id" | "state" | "client_request_id" | "experiment_id";
export type TraceNumberAttribute = "request_time" | "duration" | "end_time";

/** What holds of one span. */
export type SpanCondition = { readonly test: TextTest } & (
  | { readonly of: "name" | "type" | "status" | "content" }
  | { readonly of: "attribute"; readonly key: string }
);

/** A search for traces, as data: checked, with aliases resolved. What is missing fulfils no comparison. */
export type TraceCondition =
  | { readonly of: "text"; readonly attribute: TraceTextAttribute; readonly test: TextTest }
  | { readonly of: "number"; readonly attribute: TraceNumberAttribute; readonly test: NumberTest }
  | { readonly of: "tag" | "metadata"; readonly key: string; readonly test: TextTest | PresenceTest }
  /** The trace was made in that run, or linked to it. */
  | { readonly of: "run"; readonly runId: string }
  /** One span fulfils all of them. */
  | { readonly of: "span"; readonly all: readonly SpanCondition[] }
  | {
      readonly of: "feedback" | "expectation";
      readonly name: string;
      readonly test: TextTest | NumberTest | PresenceTest;
    };

/** Traces without the key come last, ascending or not. */
export type TraceOrder = { readonly descending: boolean } & (
  | { readonly by: "tag" | "metadata"; readonly key: string }
  | { readonly by: "attribute"; readonly attribute: TraceTextAttribute | TraceNumberAttribute }
);

export interface TraceQuery {
  readonly experimentIds: readonly string[];
  readonly where: readonly TraceCondition[];
  readonly orderBy: readonly TraceOrder[];
  readonly limit: number;
  readonly offset: number;
}

/** The query as SQL, over `trace t JOIN experiment e`. */
export function traceSql(columns: string, query: TraceQuery): Sql {
  const where = joined(
    [
      sql("e.experiment_id IN (SELECT value FROM json_each(?))", JSON.stringify(query.experimentIds)),
      ...query.where.map(conditionSql),
    ],
    " AND ",
  );
  const order = joined([...query.orderBy.map(orderSql), sql("t.request_time DESC"), sql("t.trace_id")], ", ");
  return sql(
    `SELECT ${columns} FROM trace t JOIN experiment e ON e.id = t.experiment
     WHERE ${where.text} ORDER BY ${order.text} LIMIT ? OFFSET ?`,
    ...where.values,
    ...order.values,
    query.limit,
    query.offset,
  );
}

const attributes: Readonly<Record<TraceTextAttribute | TraceNumberAttribute, string>> = {
  trace_id: "t.trace_id",
  state: "t.state",
  client_request_id: "t.client_request_id",
  experiment_id: "e.experiment_id",
  request_time: "t.request_time",
  duration: "t.duration",
  end_time: "(t.request_time + coalesce(t.duration, 0))",
};

function conditionSql(condition: TraceCondition): Sql {
  switch (condition.of) {
    case "text":
      return textTestSql(attributes[condition.attribute], condition.test);
    case "number":
      return numberTestSql(attributes[condition.attribute], condition.test);
    case "tag":
    case "metadata": {
      const { of, key, test } = condition;
      if (!isPresenceTest(test)) {
        return exists(`trace_${of}`, [sql("x.key = ?", key), textTestSql("x.value", test)]);
      }
      return present(exists(`trace_${of}`, [sql("x.key = ?", key)]), test);
    }
    case "run":
      return exists("trace_run", [sql("x.run_id = ?", condition.runId)]);
    case "span":
      return exists("span", condition.all.map(spanSql));
    case "feedback":
    case "expectation":
      return assessmentSql(condition);
  }
}

const exists = (table: string, conditions: readonly Sql[]): Sql => {
  const { text, values } = joined(conditions, " AND ");
  return sql(`EXISTS (SELECT 1 FROM ${table} x WHERE x.trace = t.id AND ${text})`, ...values);
};

const present = ({ text, values }: Sql, { comparator }: PresenceTest): Sql =>
  comparator === "IS NULL" ? sql(`NOT ${text}`, ...values) : sql(text, ...values);

/** An attribute's value as text: what stands in it, whatever its type. */
const attributeText = `CAST(coalesce(a.value ->> '$.value.string_value', a.value ->> '$.value.int_value',
  a.value ->> '$.value.double_value', a.value -> '$.value.bool_value', a.value -> '$.value') AS TEXT)`;

function spanSql(condition: SpanCondition): Sql {
  if (condition.of !== "attribute") return textTestSql(`x.${condition.of}`, condition.test);
  const test = textTestSql(attributeText, condition.test);
  return sql(
    `EXISTS (SELECT 1 FROM json_each(x.content, '$.attributes') a WHERE a.value ->> '$.key' = ? AND ${test.text})`,
    condition.key,
    ...test.values,
  );
}

/** JSON's true and false by their names; SQLite would call them 1 and 0. */
const assessedText = "CAST(iif(json_type(x.value) IN ('true', 'false'), x.value, x.value ->> '$') AS TEXT)";
const assessedNumber = "iif(json_type(x.value) IN ('integer', 'real'), x.value ->> '$', NULL)";

function assessmentSql({ of, name, test }: Extract<TraceCondition, { readonly of: "feedback" | "expectation" }>): Sql {
  const own = [sql("x.kind = ?", of), sql("x.name = ?", name), sql("x.valid")];
  if (test.comparator === "IS NULL" || test.comparator === "IS NOT NULL") {
    return present(exists("assessment", own), { comparator: test.comparator });
  }
  if ("value" in test && typeof test.value === "number") {
    return exists("assessment", [...own, sql(`${assessedNumber} ${test.comparator} ?`, test.value)]);
  }
  return exists("assessment", [...own, textTestSql(assessedText, test as TextTest)]);
}

function orderSql(order: TraceOrder): Sql {
  const direction = order.descending ? "DESC" : "ASC";
  if (order.by === "attribute") return sql(`${attributes[order.attribute]} ${direction} NULLS LAST`);
  return sql(
    `(SELECT x.value FROM trace_${order.by} x WHERE x.trace = t.id AND x.key = ?) ${direction} NULLS LAST`,
    order.key,
  );
}

import type { MetricTake, NumberOperand, Query, TextOperand } from "../protocol/query/ast.ts";
import { attributeColumns } from "./attributeColumns.ts";
import { joined, numberOfTextSql, type Sql, sql, textTestSql } from "./sql.ts";

/** What has to hold for a row of `run`: 0 or 1, never null. A comparison with what the run lacks is 0, `!=` included. */
export function querySql(query: Query): Sql {
  switch (query.kind) {
    case "and":
    case "or":
      return bracketed(joined(query.parts.map(querySql), ` ${query.kind.toUpperCase()} `));
    case "not":
      return around("NOT ", querySql(query.part), "");
    case "compare": {
      const { comparator, left, right } = query;
      const [a, b] = comparator === "!=" ? [differing(left), differing(right)] : [numberSql(left), numberSql(right)];
      return known(joined([a, b], ` ${comparator} `));
    }
    case "between": {
      const { value, low, high, isNegated } = query;
      const ends = [numberSql(low), numberSql(high)];
      const within = known(
        joined([numberSql(value), joined(ends, " AND ")], isNegated ? " NOT BETWEEN " : " BETWEEN "),
      );
      if (!isNegated) return within;
      // To be outside of one end is enough for SQL, even if the other is lacking.
      return bracketed(joined([...ends.map((end) => around("", end, " IS NOT NULL")), within], " AND "));
    }
    case "oneOf": {
      const list = sql("(SELECT value FROM json_each(?))", JSON.stringify(query.values));
      return known(joined([numberSql(query.value), list], query.isNegated ? " NOT IN " : " IN "));
    }
    case "text":
      return known(textSql(query.subject, (column) => textTestSql(column, query.test)));
    case "missing":
      return around(query.isNegated ? "" : "NOT ", presenceSql(query.subject), "");
  }
}

const around = (before: string, { text, values }: Sql, after: string): Sql =>
  sql(`${before}${text}${after}`, ...values);

const bracketed = (piece: Sql): Sql => around("(", piece, ")");

const known = (piece: Sql): Sql => around("coalesce(", piece, ", 0)");

const columns: Readonly<Record<Exclude<MetricTake, "best" | object>, string>> = {
  ...{ last: "last_value", first: "first_value", min: "min_value", max: "max_value", count: "count" },
};

/** Null for what the run lacks, and for NaN. */
export function numberSql(operand: NumberOperand): Sql {
  switch (operand.of) {
    case "number":
      // JSON and SQLite have no infinities of their own.
      return Number.isFinite(operand.value) ? sql("?", operand.value) : sql(operand.value > 0 ? "9e999" : "-9e999");
    case "metric":
      return metricSql(operand.key, operand.take);
    case "param":
    case "tag":
      return sql(
        `(SELECT ${numberOfTextSql("k.value")} FROM ${operand.of} k WHERE k.run = run.id AND k.key = ?)`,
        operand.key,
      );
    case "time":
      return sql(attributeColumns[operand.attribute]);
    case "duration":
      return sql("((coalesce(run.end_time, run.last_activity) - run.start_time) / 1000.0)");
    case "arithmetic": {
      const [left, right] = [operand.left, operand.right].map((side) => around("CAST(", numberSql(side), " AS REAL)"));
      if (left === undefined || right === undefined) throw new TypeError("Arithmetic has two sides.");
      // Nothing is divided by zero: such a run lacks the result.
      const divisor = operand.operator === "/" ? around("nullif(", right, ", 0)") : right;
      return bracketed(joined([left, divisor], ` ${operand.operator} `));
    }
  }
}

/** @param nan what stands for NaN */
function metricSql(key: string, take: MetricTake, nan = "NULL"): Sql {
  if (typeof take === "object" && "mean" in take) {
    return sql(
      `(SELECT iif(max(p.nan), ${nan}, avg(p.value)) FROM (
          SELECT q.value, q.nan FROM series s JOIN metric_point q ON q.series = s.id WHERE s.run = run.id AND s.key = ?
          ORDER BY q.step DESC, q.time DESC, q.nan DESC, q.value DESC LIMIT ?) p)`,
      key,
      take.mean,
    );
  }
  if (typeof take === "object") {
    // Of several values of one step the last is that with the largest time, then value, as for a metric's latest.
    return sql(
      `(SELECT iif(p.nan, ${nan}, p.value) FROM series s JOIN metric_point p ON p.series = s.id AND p.step = ?
        WHERE s.run = run.id AND s.key = ? ORDER BY p.time DESC, p.nan DESC, p.value DESC LIMIT 1)`,
      take.at,
      key,
    );
  }
  if (take === "best") throw new TypeError("The best of a metric is its smallest or largest.");
  // A series keeps NaN as null.
  return sql(`(SELECT coalesce(s.${columns[take]}, ${nan}) FROM series s WHERE s.run = run.id AND s.key = ?)`, key);
}

/** NaN differs from every number. */
function differing(operand: NumberOperand): Sql {
  return operand.of === "metric" ? metricSql(operand.key, operand.take, "9e999") : numberSql(operand);
}

/** What a user sees of it: NaN as the text `NaN`, null for what the run lacks. */
export const shownNumberSql = (operand: NumberOperand): Sql =>
  operand.of === "metric" ? metricSql(operand.key, operand.take, "'NaN'") : numberSql(operand);

function textSql(subject: TextOperand, test: (column: string) => Sql): Sql {
  switch (subject.of) {
    case "text":
      return test(attributeColumns[subject.attribute]);
    case "param":
    case "tag": {
      const found = sql(`EXISTS (SELECT 1 FROM ${subject.of} k WHERE k.run = run.id AND k.key = ? AND `, subject.key);
      return around("", joined([found, test("k.value")], ""), ")");
    }
    case "dataset": {
      const column = subject.attribute === "context" ? "u.context" : `d.${subject.attribute}`;
      const used = "EXISTS (SELECT 1 FROM run_dataset u JOIN dataset d ON d.id = u.dataset WHERE u.run = run.id AND ";
      return around(used, test(column), ")");
    }
  }
}

function presenceSql(subject: NumberOperand | TextOperand): Sql {
  switch (subject.of) {
    case "metric":
      return sql("EXISTS (SELECT 1 FROM series s WHERE s.run = run.id AND s.key = ?)", subject.key);
    case "param":
    case "tag":
    case "dataset":
      return textSql(subject, (column) => sql(`${column} IS NOT NULL`));
    case "text":
      return sql(
        `(${attributeColumns[subject.attribute]} IS NOT NULL AND ${attributeColumns[subject.attribute]} != '')`,
      );
    default:
      return around("(", numberSql(subject), " IS NOT NULL)");
  }
}

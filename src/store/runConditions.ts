import { attributeColumns } from "./attributeColumns.ts";
import { querySql } from "./querySql.ts";
import type { RunCondition } from "./runQueryAst.ts";
import { isPresenceTest, numberTestSql, type Sql, sql, textTestSql } from "./sql.ts";

/** What has to hold for a row of `run`. A key that is missing fulfils nothing, `!=` included. */
export function conditionSql(condition: RunCondition): Sql {
  switch (condition.of) {
    case "text":
      return textTestSql(attributeColumns[condition.attribute], condition.test);
    case "time":
      return numberTestSql(attributeColumns[condition.attribute], condition.test);
    case "metric": {
      const differs = condition.test.comparator === "!=";
      // NaN is kept as null, and differs from every number.
      const test = numberTestSql(differs ? "coalesce(s.last_value, 9e999)" : "s.last_value", condition.test);
      return sql(
        `EXISTS (SELECT 1 FROM series s WHERE s.run = run.id AND s.key = ? AND ${test.text})`,
        condition.key,
        ...test.values,
      );
    }
    case "query":
      return querySql(condition.query);
    case "param":
    case "tag":
      return keyedTextSql(condition.of, condition);
    case "dataset": {
      const column = condition.attribute === "context" ? "u.context" : `d.${condition.attribute}`;
      const test = textTestSql(column, condition.test);
      return sql(
        `EXISTS (SELECT 1 FROM run_dataset u JOIN dataset d ON d.id = u.dataset WHERE u.run = run.id AND ${test.text})`,
        ...test.values,
      );
    }
  }
}

function keyedTextSql(
  table: "param" | "tag",
  { key, test }: { readonly key: string; readonly test: (RunCondition & { of: "param" | "tag" })["test"] },
): Sql {
  const found = `SELECT 1 FROM ${table} k WHERE k.run = run.id AND k.key = ?`;
  if (isPresenceTest(test)) return sql(`${test.comparator === "IS NULL" ? "NOT EXISTS" : "EXISTS"} (${found})`, key);
  const value = textTestSql("k.value", test);
  return sql(`EXISTS (${found} AND ${value.text})`, key, ...value.values);
}

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withBackticks } from "../../../../../src/data/features/printing/printFeature.ts";
import type { PrintedFeature, SqlDialect } from "../../../../../src/protocol/featureEntities.ts";
import { type Workbench, workbench } from "../workbench.ts";

let bench: Workbench;
beforeAll(async () => {
  bench = await workbench();
  await bench.write("orders.csv", "customer,day,total\na,2026-01-01,5\n");
});
afterAll(() => bench[Symbol.asyncDispose]());

const print = (sql: string, dialect: SqlDialect, more = ""): Promise<PrintedFeature> =>
  bench.with(
    `datasets:\n  orders: {source: orders.csv}\nfeatures:\n  f:\n    sql: |\n      ${sql}\n${more}`,
    (builder) => builder.print(more === "" ? "f" : "g", dialect),
  );
const differences = async (sql: string, dialect: SqlDialect): Promise<string[]> =>
  (await print(sql, dialect)).differences.map(({ what }) => what);

describe("a feature for another engine", () => {
  it("is one query over the data sets", async () => {
    const { sql, tables } = await print("SELECT * FROM orders", "postgresql", "  g: {sql: SELECT total FROM f}\n");
    expect(sql).toBe(
      '-- g, for PostgreSQL\nWITH "f" AS (\n  SELECT * FROM orders\n)\nSELECT * FROM (\n  SELECT total FROM f\n) AS result',
    );
    expect(tables).toEqual(["orders"]);
  });

  it.each<[string, SqlDialect, string[]]>([
    ["SELECT customer, sum(total) AS s FROM orders GROUP BY customer", "trino", []],
    ["SELECT customer, sum(total) FROM orders GROUP BY ALL", "trino", ["GROUP BY ALL"]],
    ["SELECT customer, sum(total) FROM orders GROUP BY ALL", "spark", []],
    ["SELECT total / 2 FROM orders", "postgresql", ["/"]],
    ["SELECT total / 2 FROM orders", "spark", []],
    ["SELECT total::VARCHAR FROM orders", "postgresql", []],
    ["SELECT total::VARCHAR FROM orders", "trino", ["the cast a::type"]],
    ["SELECT CAST(total AS VARCHAR) FROM orders", "trino", []],
    ["SELECT median(total), arg_max(day, total) FROM orders", "postgresql", ["median", "arg_max"]],
    [
      "SELECT list_transform([1], x -> x) FROM orders",
      "postgresql",
      ["list_transform", "list_value", "lambda functions"],
    ],
    [
      "SELECT * EXCLUDE (day) FROM orders QUALIFY row_number() OVER (ORDER BY day) = 1",
      "spark",
      ["QUALIFY", "SELECT * EXCLUDE"],
    ],
    ["SELECT * FROM orders", "duckdb", []],
    ["SELECT median(total) FROM orders", "duckdb", []],
  ])("says what is different there: %s, %s", async (sql, dialect, expected) => {
    expect((await differences(sql, dialect)).sort()).toEqual([...expected].sort());
  });

  it("says when it is not known whether a function means the same", async () => {
    const { differences: found } = await print("SELECT jaro_similarity(customer, 'a') FROM orders", "spark");
    expect(found).toEqual([
      {
        feature: "f",
        what: "jaro_similarity",
        advice: "Whether Spark has it, and means the same by it, is not known here.",
      },
    ]);
  });

  it("quotes names as Spark does, and leaves texts and comments alone", () => {
    expect(withBackticks(`SELECT "a b", '"x"', "it""s" -- "no"\n/* "no" */ FROM "t"`)).toBe(
      `SELECT \`a b\`, '"x"', \`it"s\` -- "no"\n/* "no" */ FROM \`t\``,
    );
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { tablesOf } from "../../../../src/data/sqlTree/mentions.ts";
import { parseSelect } from "../../../../src/data/sqlTree/parseSelect.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: folder.path, threads: 1 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});
const parse = async (sql: string) => {
  using session = await database.session();
  return await parseSelect(session, sql);
};
const tables = async (sql: string): Promise<string[]> => tablesOf(await parse(sql), sql).map(({ name }) => name);

describe("a query", () => {
  it.each([
    ["SELECT * FROM orders", ["orders"]],
    ['SELECT * FROM "my-orders" AS o JOIN people USING (id)', ["my-orders", "people"]],
    ["WITH x AS (SELECT * FROM orders) SELECT * FROM x", ["orders"]],
    ["WITH a AS (SELECT 1), b AS (SELECT * FROM a, c) SELECT * FROM b", ["c"]],
    [
      "SELECT (SELECT max(t) FROM inner_one) FROM outer_one WHERE id IN (SELECT id FROM third)",
      ["outer_one", "third", "inner_one"],
    ],
    ["SELECT * FROM (WITH x AS (SELECT 1) SELECT * FROM x) JOIN x ON true", ["x"]],
    ["SELECT 1 UNION ALL SELECT a FROM orders ORDER BY 1", ["orders"]],
    ["FROM orders", ["orders"]],
    ['WITH "x.csv" AS (SELECT * FROM "x.csv") SELECT * FROM "x.csv"', ["x.csv"]],
    [
      "WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 3) SELECT * FROM n, orders",
      ["orders"],
    ],
  ])("reads tables: %s", async (sql, names) => {
    expect((await tables(sql)).sort()).toEqual([...names].sort());
  });

  it("tells where it names a table", async () => {
    const sql = "SELECT 'ä😀' FROM orders";
    expect(tablesOf(await parse(sql), sql)).toEqual([{ name: "orders", position: sql.indexOf("orders") }]);
  });

  it.each([
    ["COPY (SELECT 1) TO 'x.csv'", "must be a SELECT"],
    ["DELETE FROM orders", "must be a SELECT"],
    ["SELECT 1; SELECT 2", "must be one SELECT, not 2"],
    ["", "must be one SELECT, not 0"],
  ])("only selects: %s", async (sql, message) => {
    await expect(parse(sql)).rejects.toThrow(message);
  });

  it("is refused with the place of its error", async () => {
    await expect(parse("SELECT 'ä😀' FRM b c")).rejects.toMatchObject({
      code: "invalidParameter",
      data: { position: "SELECT 'ä😀' FRM ".length },
      message: 'The SQL is wrong: syntax error at or near "b".',
    });
  });
});

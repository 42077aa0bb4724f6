import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Workbench, workbench } from "./workbench.ts";

let bench: Workbench;
beforeEach(async () => {
  bench = await workbench();
  await bench.write("orders.csv", "customer,day,total\na,2026-01-01,5\na,2026-01-01,7\nb,2026-01-02,1\n");
});
afterEach(() => bench[Symbol.asyncDispose]());

const orders = "datasets:\n  orders: {source: orders.csv}\nfeatures:\n";
const spending = `${orders}  spending:
    sql: SELECT customer, sum(total) AS spent FROM orders GROUP BY customer
    keys: [customer]
  big:
    sql: SELECT * FROM spending WHERE spent > 5
    output: data/big.csv
`;
const outcomes = async (config: string, options?: { names?: string[]; force?: boolean }): Promise<string[]> =>
  (await bench.build(config, options)).map(({ name, outcome }) => `${name} ${outcome}`);
const reason = async (config: string): Promise<string | null | undefined> => (await bench.build(config))[0]?.reason;

describe("a feature", () => {
  it("is built from its inputs, after them, and put where it is wanted", async () => {
    const [first, second] = await bench.build(spending);
    expect(first).toMatchObject({ name: "spending", outcome: "built", warnings: [], version: { rows: 2 } });
    expect(first?.version?.columns).toEqual([
      { name: "customer", type: "VARCHAR" },
      { name: "spent", type: "BIGINT" },
    ]);
    expect(await bench.rows(".tidemark/features/spending.parquet")).toEqual([
      { customer: "a", spent: "12" },
      { customer: "b", spent: "1" },
    ]);
    expect(await bench.rows("data/big.csv")).toEqual([{ customer: "a", spent: "12" }]);
    expect(second?.version?.inputs).toEqual([{ name: "spending", kind: "feature", content: first?.version?.content }]);
  });

  it("is built again only when its inputs or its step have changed", async () => {
    expect(await outcomes(spending)).toEqual(["spending built", "big built"]);
    expect(await outcomes(spending)).toEqual(["spending unchanged", "big unchanged"]);
    expect(await outcomes(spending.replace("> 5", "> 4"))).toEqual(["spending unchanged", "big built"]);
    await bench.write("orders.csv", "customer,day,total\na,2026-01-01,50\n");
    expect(await outcomes(spending)).toEqual(["spending built", "big built"]);
    expect(await outcomes(spending, { force: true })).toEqual(["spending built", "big built"]);
  });

  it("comes back as it was when its inputs do", async () => {
    const before = await bench.build(spending);
    await bench.write("orders.csv", "customer,day,total\na,2026-01-01,50\n");
    await bench.build(spending);
    await bench.write("orders.csv", "customer,day,total\na,2026-01-01,5\na,2026-01-01,7\nb,2026-01-02,1\n");
    const after = await bench.build(spending);
    expect(after.map(({ outcome }) => outcome)).toEqual(["unchanged", "unchanged"]);
    expect(after[0]?.version).toEqual(before[0]?.version);
    expect(await bench.rows("data/big.csv")).toEqual([{ customer: "a", spent: "12" }]);
  });

  it("is put back when its output was deleted", async () => {
    await bench.build(spending);
    await rm(join(bench.workspace, "data/big.csv"));
    expect(await outcomes(spending)).toEqual(["spending unchanged", "big unchanged"]);
    expect(await bench.rows("data/big.csv")).toHaveLength(1);
  });

  it("is built alone with what it is made from", async () => {
    expect(await outcomes(`${spending}  other: {sql: SELECT 1 AS x}\n`, { names: ["big"] })).toEqual([
      "spending built",
      "big built",
    ]);
  });

  it("that fails costs those that are made from it, and no others", async () => {
    const config = `${spending.replace("sum(total)", "sum(price)")}  other: {sql: SELECT 1 AS x}\n`;
    const [first, second, third] = await bench.build(config);
    expect(first?.outcome).toBe("failed");
    expect(first?.reason).toContain('"price"');
    expect(second).toMatchObject({ outcome: "skipped", reason: "It is made from spending, which was not built." });
    expect(third?.outcome).toBe("built");
  });

  it("overwrites no file that a build has not put there", async () => {
    await bench.write("data/big.csv", "mine\n1\n");
    const [, big] = await bench.build(spending);
    expect(big?.reason).toMatch(/^data\/big.csv is there already, and not as a build of big left it/);
    expect(await bench.rows("data/big.csv")).toEqual([{ mine: "1" }]);
    await rm(join(bench.workspace, "data/big.csv"));
    await bench.build(spending);
    await writeFile(join(bench.workspace, "data/big.csv"), "edited\n1\n");
    expect((await bench.build(spending))[1]?.outcome).toBe("failed");
    expect(await bench.rows("data/big.csv")).toEqual([{ edited: "1" }]);
  });

  it.each([
    [
      "{sql: SELECT * FROM ordrs}",
      'line 1, column 15: There is no data set or feature "ordrs". Did you mean "orders"?',
    ],
    ["{sql: SELECT * FROM read_csv('orders.csv')}", "read_csv() reads past the declared data sets"],
    ["{sql: DELETE FROM orders}", "The SQL must be a SELECT"],
    ["{sql: SELEC 1}", "The SQL is wrong"],
    ["{sql_file: missing.sql}", "The file missing.sql can't be read"],
    ["{sql: SELECT 1 AS x, output: ../x.parquet}", "lies outside the workspace"],
  ])("is refused with a reason: %s", async (feature, message) => {
    expect(await reason(`${orders}  f: ${feature}\n`)).toContain(message);
  });

  it("keeps every digit of a sum, and says when it can't", async () => {
    const sum = (text: string): string =>
      `${orders}  f: {sql: "SELECT sum(x) AS s FROM (SELECT unnest([${text}]::BIGINT[]) AS x)"}\n`;
    await bench.build(sum("9007199254740993, 2"));
    expect(await bench.rows(".tidemark/features/f.parquet")).toEqual([{ s: "9007199254740995" }]);
    expect(await reason(sum("9223372036854775807, 1"))).toContain("9223372036854775808");
  });

  it("warns of functions whose result differs each time", async () => {
    const [built] = await bench.build(`${orders}  f: {sql: "SELECT random() AS r, now() AS t"}\n`);
    expect(built?.warnings.join("\n")).toContain("random() gives another result each time");
    expect(built?.warnings).toHaveLength(2);
  });

  it("may not be made from itself", async () => {
    const circle = `${orders}  a: {sql: SELECT * FROM b}\n  b: {sql: SELECT * FROM a}\n`;
    await expect(bench.build(circle)).rejects.toThrow("in a circle: a → b → a");
  });
});

describe("the list of features", () => {
  const states = (config: string): Promise<string[]> =>
    bench.with(config, async (builder) =>
      (await builder.list()).map(({ name, state, reason }) => [name, state, reason].filter(Boolean).join(" ")),
    );

  it("says what is current, stale, never built or broken, and why", async () => {
    expect(await states(spending)).toEqual(["spending never built", "big never built"]);
    await bench.build(spending);
    expect(await states(spending)).toEqual(["spending current", "big current"]);
    expect(await states(spending.replace("> 5", "> 4"))).toEqual([
      "spending current",
      "big stale Its step has changed.",
    ]);
    await bench.write("orders.csv", "customer,day,total\na,2026-01-01,50\n");
    expect(await states(spending)).toEqual([
      "spending stale Changed since: orders.",
      "big stale spending is not current.",
    ]);
    await rm(join(bench.workspace, "orders.csv"));
    expect((await states(spending))[0]).toContain("spending broken There is no file orders.csv");
  });
});

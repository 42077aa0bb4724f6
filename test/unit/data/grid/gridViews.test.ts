import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { type GridViews, gridViews } from "../../../../src/data/grid/gridViews.ts";
import { type GridRow, GridView } from "../../../../src/protocol/gridEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

type Folder = Awaited<ReturnType<typeof temporaryFolder>>;
let folder: Folder;
let database: Database;
let views: GridViews;
const signal = new AbortController().signal;
beforeEach(async () => {
  folder = await temporaryFolder();
  database = await openDatabase({ temporaryFolder: join(folder.path, "spill"), threads: 1 });
  views = gridViews({ database, workspace: folder.path, folder: join(folder.path, "grids") });
});
afterEach(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const file = (name: string, text: string): Promise<void> => writeFile(join(folder.path, name), text);
const open = (path: string, more: Partial<GridView> = {}) =>
  views.view(GridView.parse({ source: { paths: [path] }, ...more }), signal);
const allRows = async (path: string, more: Partial<GridView> = {}): Promise<GridRow[]> => {
  const { prepared } = await open(path, more);
  const { total } = await prepared.rows(0, 0, signal);
  return (await prepared.rows(0, Math.max(1, total), signal)).rows;
};
const cells = async (path: string, more: Partial<GridView> = {}) =>
  (await allRows(path, more)).map((row) => row.cells.join("|"));

describe("a table of rows", () => {
  beforeEach(() => file("a.csv", "n,name\n3,c\n1,a\n,\n2,B\n"));

  it("has columns with types, and rows in the file's order", async () => {
    const { prepared } = await open("a.csv");
    expect(prepared.head.columns).toEqual([
      { name: "n", type: "BIGINT" },
      { name: "name", type: "VARCHAR" },
    ]);
    expect(prepared.head.rows.map(({ cells }) => cells)).toEqual([
      ["3", "c"],
      ["1", "a"],
      [null, null],
      ["2", "B"],
    ]);
    expect((await prepared.rows(1, 2, signal)).rows).toEqual([
      { position: 1, row: 1, cells: ["1", "a"] },
      { position: 2, row: 2, cells: [null, null] },
    ]);
    expect((await prepared.rows(9, 2, signal)).rows).toEqual([]);
  });

  it("is sorted with nulls last, and tells the row in the file", async () => {
    const up = await allRows("a.csv", { sort: [{ column: "n", descending: false }] });
    expect(up.map(({ position, row, cells }) => [position, row, cells[0]])).toEqual([
      [0, 1, "1"],
      [1, 3, "2"],
      [2, 0, "3"],
      [3, 2, null],
    ]);
    expect(await cells("a.csv", { sort: [{ column: "n", descending: true }] })).toEqual(["3|c", "2|B", "1|a", "|"]);
  });

  it.each([
    ["contains", ["b"], "name", ["2|B"]],
    ["equals", ["1"], "n", ["1|a"]],
    ["notEquals", ["1"], "n", ["3|c", "|", "2|B"]],
    ["less", ["3"], "n", ["1|a", "2|B"]],
    ["greaterOrEqual", ["2"], "n", ["3|c", "2|B"]],
    ["between", ["1", "2"], "n", ["1|a", "2|B"]],
    ["isNull", [], "n", ["|"]],
    ["isNotNull", [], "name", ["3|c", "1|a", "2|B"]],
  ] as const)("is filtered: %s %j", async (operator, values, column, expected) => {
    expect(await cells("a.csv", { filters: [{ column, operator, values: [...values] }] })).toEqual(expected);
  });

  it("is what a query makes of the file", async () => {
    const query = "SELECT count(*) AS rows, max(n) AS most FROM data;";
    expect(await cells("a.csv", { query })).toEqual(["4|3"]);
    const sorted = { query: "SELECT n * 2 AS m FROM data", sort: [{ column: "m", descending: true }] };
    expect(await cells("a.csv", sorted)).toEqual(["6", "4", "2", ""]);
  });

  it.each([
    [{ query: "DELETE FROM data" }, "must be a SELECT"],
    [{ query: "SELECT nothing FROM data" }, "nothing"],
    [{ filters: [{ column: "n", operator: "less" as const, values: ["x"] }] }, "Could not convert string 'x' to INT64"],
    [{ sort: [{ column: "m", descending: false }] }, 'There is no column "m".'],
  ])("is refused when it is wrong: %j", async (view, message) => {
    await expect(open("a.csv", view)).rejects.toThrow(message);
  });

  it("shows every value in full, whatever its type", async () => {
    const query = `SELECT 9007199254740993 AS i, 123456789012345678.25::DECIMAL(28,2) AS d, 0.1::DOUBLE AS f,
      'nan'::DOUBLE AS nan, TIMESTAMP '2026-01-02 03:04:05.123456' AS t, DATE '0900-01-01' AS day,
      [1, NULL] AS list, {'a': 'x"y'} AS pair, 'ab'::BLOB AS bytes, true AS yes, '' AS empty, NULL AS nothing`;
    expect((await allRows("a.csv", { query }))[0]?.cells).toEqual([
      "9007199254740993",
      "123456789012345678.25",
      "0.1",
      "nan",
      "2026-01-02 03:04:05.123456",
      "0900-01-01",
      "[1,null]",
      '{"a":"x\\"y"}',
      "2 bytes",
      "true",
      "",
      null,
    ]);
  });

  it("cuts long values, and has them whole when asked", async () => {
    await file("long.csv", `text\n${"ä".repeat(1000)}\n`);
    const { prepared } = await open("long.csv");
    expect((await prepared.rows(0, 1, signal)).rows[0]?.cells[0]).toBe(`${"ä".repeat(400)}…`);
    expect(await prepared.value(0, "text", signal)).toBe("ä".repeat(1000));
  });

  it("has another stamp when its file has changed", async () => {
    const before = await open("a.csv");
    expect((await open("a.csv")).prepared).toBe(before.prepared);
    await file("a.csv", "n,name\n7,x\n");
    await utimes(join(folder.path, "a.csv"), new Date(2030, 1, 1), new Date(2030, 1, 1));
    const after = await open("a.csv");
    expect(after.stamp).not.toBe(before.stamp);
    expect(after.prepared.head.rows.map((row) => row.cells)).toEqual([["7", "x"]]);
  });

  it("keeps a bounded number of views, and begins in an empty folder", async () => {
    await mkdir(join(folder.path, "grids"));
    await file("grids/left.parquet", "old");
    for (let n = 0; n < 20; n += 1) {
      const { prepared } = await open("a.csv", { query: `SELECT ${n} AS n FROM data` });
      await prepared.rows(0, 0, signal);
    }
    const { prepared } = await open("a.csv");
    await prepared.rows(0, 0, signal);
    await expect.poll(async () => (await readdir(join(folder.path, "grids"))).length).toBeLessThanOrEqual(13);
    expect(await readdir(join(folder.path, "grids"))).not.toContain("left.parquet");
  });

  it("ends when nobody wants it any more", async () => {
    const abort = new AbortController();
    const endless = "SELECT a.range FROM range(3000000) a, range(3000000) b ORDER BY (a.range * b.range) % 7919";
    const opening = views.view(GridView.parse({ source: { paths: ["a.csv"] }, query: endless }), abort.signal);
    setTimeout(() => abort.abort(), 50);
    await expect(opening).rejects.toMatchObject({ code: "cancelled" });
  });
});

describe("any page of any sort and filter", () => {
  it("is what a plain search of all rows finds", async () => {
    const value = fc.option(fc.integer({ min: -3, max: 3 }), { nil: null });
    const rows = fc.array(fc.record({ a: value, b: value }), { minLength: 1, maxLength: 30 });
    let files = 0;
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.boolean(),
        fc.integer({ min: -3, max: 3 }),
        fc.nat(30),
        fc.integer({ min: 1, max: 10 }),
        async (data, descending, least, offset, limit) => {
          const name = `p${files++}.csv`;
          await file(name, `a,b,c\n${data.map(({ a, b }, n) => `${a ?? ""},${b ?? ""},${n}`).join("\n")}\n`);
          const { prepared } = await open(name, {
            sort: [{ column: "a", descending }],
            filters: [{ column: "b", operator: "greaterOrEqual", values: [String(least)] }],
          });
          const found = await prepared.rows(offset, limit, signal);
          const order = (x: number | null, y: number | null): number =>
            x === y ? 0 : x === null ? 1 : y === null ? -1 : descending ? y - x : x - y;
          const expected = data
            .map((row, n) => ({ ...row, n }))
            .filter(({ b }) => b !== null && b >= least)
            .sort((x, y) => order(x.a, y.a) || x.n - y.n);
          expect(found.total).toBe(expected.length);
          expect(found.rows.map((row) => row.row)).toEqual(expected.slice(offset, offset + limit).map(({ n }) => n));
        },
      ),
      { numRuns: 40 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnWindow, fittingWidths } from "../../../../webview/grid/columnWindow.ts";
import { filterOf } from "../../../../webview/grid/filterText.ts";
import { pageSize, RowCache } from "../../../../webview/grid/rowCache.ts";
import { rowWindow, scrollHeight, scrollToRow } from "../../../../webview/grid/rowWindow.ts";
import { asTsv, moved, rectangle } from "../../../../webview/grid/selection.ts";

const rowHeight = 22;

describe("rows in sight", () => {
  it("are the ones that the scroll bar stands at", () => {
    expect(rowWindow({ total: 100, rowHeight, viewport: 220, scrollTop: 0 })).toEqual({ first: 0, count: 11, top: 0 });
    expect(rowWindow({ total: 100, rowHeight, viewport: 220, scrollTop: 45 })).toEqual({
      first: 2,
      count: 11,
      top: 44,
    });
    expect(rowWindow({ total: 3, rowHeight, viewport: 220, scrollTop: 0 })).toEqual({ first: 0, count: 3, top: 0 });
    expect(rowWindow({ total: 0, rowHeight, viewport: 220, scrollTop: 0 })).toEqual({ first: 0, count: 0, top: 0 });
  });

  it("reach the last row of any table, however long", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000_000_000 }), fc.integer({ min: 30, max: 2000 }), (total, viewport) => {
        const height = scrollHeight({ total, rowHeight });
        expect(height).toBeLessThanOrEqual(6_000_000);
        const end = rowWindow({ total, rowHeight, viewport, scrollTop: Math.max(0, height - viewport) });
        expect(end.first + end.count).toBe(total);
        expect(rowWindow({ total, rowHeight, viewport, scrollTop: 0 }).first).toBe(0);
      }),
    );
  });

  it("come to hold any row that is asked for", () => {
    const table = fc.record({
      total: fc.integer({ min: 1, max: 50_000_000 }),
      viewport: fc.integer({ min: 60, max: 1500 }),
    });
    fc.assert(
      fc.property(
        table,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ({ total, viewport }, at, to) => {
          const height = scrollHeight({ total, rowHeight });
          const row = Math.floor(to * (total - 1));
          const scrollTop = at * Math.max(0, height - viewport);
          const scrolled = scrollToRow(row, { total, rowHeight, viewport, scrollTop });
          const { first, count } = rowWindow({ total, rowHeight, viewport, scrollTop: scrolled });
          expect(row).toBeGreaterThanOrEqual(first);
          expect(row).toBeLessThan(first + count);
        },
      ),
    );
  });
});

describe("columns", () => {
  it("in sight are drawn, and no others", () => {
    expect(columnWindow([100, 50, 80, 200], 120, 60).map(({ index, left }) => [index, left])).toEqual([
      [1, 100],
      [2, 150],
    ]);
    expect(
      columnWindow(
        Array.from({ length: 5000 }, () => 100),
        250_000,
        800,
      ).length,
    ).toBeLessThan(11);
  });

  it("fit their names and first values, within bounds", () => {
    const columns = [
      { name: "a", type: "BIGINT" },
      { name: "text", type: "VARCHAR" },
    ];
    const [small, large] = fittingWidths(columns, [{ position: 0, row: 0, cells: ["1", "x".repeat(500)] }]);
    expect(small).toBeLessThan(100);
    expect(large).toBe(340);
  });
});

it.each([
  ["", null],
  ["abc", { operator: "contains", values: ["abc"] }],
  ["= 5", { operator: "equals", values: ["5"] }],
  ["!=5", { operator: "notEquals", values: ["5"] }],
  ["<5", { operator: "less", values: ["5"] }],
  [">= 2026-01-01", { operator: "greaterOrEqual", values: ["2026-01-01"] }],
  ["> ", null],
  ["1 .. 2.5", { operator: "between", values: ["1", "2.5"] }],
  ["null", { operator: "isNull", values: [] }],
  ["!null", { operator: "isNotNull", values: [] }],
])("the filter %j", (text, filter) => {
  expect(filterOf("c", text)).toEqual(filter === null ? null : { column: "c", ...filter });
});

describe("the cache of rows", () => {
  it("says which pages are missing, and forgets the oldest", () => {
    const cache = new RowCache();
    expect(cache.missing(150, 100)).toEqual([0, 1]);
    cache.keep(0, [{ position: 0, row: 7, cells: ["x"] }]);
    expect(cache.get(0)?.row).toBe(7);
    expect(cache.missing(0, pageSize)).toEqual([]);
    for (let page = 1; page <= 60; page += 1) cache.keep(page, []);
    expect(cache.get(0)).toBeUndefined();
  });
});

describe("keys", () => {
  const bounds = { rows: 100, columns: 5, page: 20 };
  it.each([
    ["ArrowDown", false, { row: 11, column: 2 }],
    ["ArrowUp", true, { row: 0, column: 2 }],
    ["ArrowRight", true, { row: 10, column: 4 }],
    ["PageDown", false, { row: 30, column: 2 }],
    ["Home", false, { row: 10, column: 0 }],
    ["End", true, { row: 99, column: 4 }],
    ["a", false, undefined],
  ])("%s leads on (with Ctrl: %s)", (key, isWide, to) => {
    expect(moved({ row: 10, column: 2 }, key, isWide, bounds)).toEqual(to);
  });

  it("stay within the table", () => {
    expect(moved({ row: 0, column: 0 }, "ArrowLeft", false, bounds)).toEqual({ row: 0, column: 0 });
    expect(moved({ row: 95, column: 0 }, "PageDown", false, bounds)).toEqual({ row: 99, column: 0 });
  });
});

it("copies as a spreadsheet reads it", () => {
  expect(rectangle({ row: 5, column: 1 }, { row: 2, column: 3 })).toEqual({ top: 2, bottom: 5, left: 1, right: 3 });
  expect(
    asTsv([
      ["a", null],
      ["b\tc", 'd"e'],
    ]),
  ).toBe('a\t\n"b\tc"\t"d""e"');
});

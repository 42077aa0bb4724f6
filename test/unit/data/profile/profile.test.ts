import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { profileOf } from "../../../../src/data/profile/profile.ts";
import type { ColumnProfile, DataProfile } from "../../../../src/protocol/profileEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: join(folder.path, "spill"), threads: 1 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

let files = 0;
const profile = async (text: string): Promise<DataProfile> => {
  const name = `f${files++}.csv`;
  await writeFile(join(folder.path, name), text);
  return await profileFile(name);
};
const profileFile = async (name: string): Promise<DataProfile> => {
  using session = await database.session();
  const options = { workspace: folder.path, temporaryFolder: join(folder.path, "spill"), onProgress: () => undefined };
  return await profileOf(session, { paths: [name] }, options);
};
/** A file of what a query answers. */
const parquet = async (query: string): Promise<DataProfile> => {
  using session = await database.session();
  const name = `f${files++}.parquet`;
  await session.run(`COPY (${query}) TO '${join(folder.path, name)}'`);
  return await profileFile(name);
};
const column = ({ columns }: DataProfile, name: string): ColumnProfile | undefined =>
  columns.find((each) => each.name === name);

describe("a profile", () => {
  it("says what each column is like", async () => {
    const found = await profile("n,t,d\n1,a,2026-01-01\n3,,2026-01-03\n-2,äö,\n0,a,1969-12-31\n");
    expect(found).toMatchObject({ format: "csv", rows: 4, duplicateRows: 0 });
    expect(column(found, "n")).toMatchObject({
      kind: "number",
      nulls: 0,
      distinct: { value: 4, exact: true },
      smallest: "-2",
      largest: "3",
      numbers: { mean: 0.5, zeros: 1, negatives: 1, nan: 0, infinite: 0, quantilesExact: true },
    });
    expect(column(found, "t")).toMatchObject({
      kind: "text",
      nulls: 1,
      distinct: { value: 2, exact: true },
      texts: { shortest: 1, longest: 2, empty: 0 },
      top: [
        { value: "a", count: 2 },
        { value: "äö", count: 1 },
      ],
    });
    expect(column(found, "d")).toMatchObject({ kind: "time", nulls: 1, smallest: "1969-12-31", largest: "2026-01-03" });
    expect(found.missing).toEqual([
      { columns: [], rows: 2 },
      { columns: ["d"], rows: 1 },
      { columns: ["t"], rows: 1 },
    ]);
  });

  it("keeps NaN and infinities apart from the numbers", async () => {
    const found = await parquet("SELECT unnest([1, 3, 'nan'::DOUBLE, 'inf'::DOUBLE, '-inf'::DOUBLE, NULL]) AS x");
    expect(column(found, "x")).toMatchObject({
      nulls: 1,
      numbers: { mean: 2, stdev: Math.SQRT2, nan: 1, infinite: 2 },
    });
    expect(column(found, "x")?.numbers?.quantiles.find(({ p }) => p === 0.5)?.value).toBe(2);
  });

  it("has an answer for columns with nothing in them, of one row, and of one value", async () => {
    const none = await parquet("SELECT NULL::DOUBLE AS x, NULL::VARCHAR AS t FROM range(3)");
    expect(column(none, "x")).toMatchObject({
      nulls: 3,
      distinct: { value: 0 },
      smallest: null,
      numbers: { mean: null, stdev: null, quantiles: [] },
      histogram: null,
      top: [],
    });
    expect(column(none, "t")).toMatchObject({ texts: { shortest: null, longest: null, meanLength: null } });
    const one = await parquet("SELECT 5 AS x");
    expect(column(one, "x")).toMatchObject({ numbers: { mean: 5, stdev: null }, histogram: null });
    const empty = await parquet("SELECT 5 AS x WHERE false");
    expect(empty).toMatchObject({ rows: 0, duplicateRows: 0, missing: [] });
    const constant = await parquet("SELECT 5 AS x, range AS y FROM range(10)");
    expect(constant.correlations).toEqual([{ a: "x", b: "y", r: null, rho: null }]);
    expect(constant.duplicateRows).toBe(0);
  });

  it("keeps every digit of large whole numbers", async () => {
    const found = await parquet("SELECT unnest([9007199254740993, 9007199254740995]) AS id");
    expect(column(found, "id")).toMatchObject({ smallest: "9007199254740993", largest: "9007199254740995" });
  });

  it("covers the middle with its histogram when a few values are far away", async () => {
    const found = await parquet("SELECT CASE WHEN range = 0 THEN 1e9 ELSE range % 100 END AS x FROM range(10000)");
    const histogram = column(found, "x")?.histogram;
    expect(histogram?.above).toBeGreaterThanOrEqual(1);
    expect(histogram?.bins.at(-1)?.to).toBeLessThan(200);
    const all =
      (histogram?.below ?? 0) + (histogram?.above ?? 0) + sum(histogram?.bins.map(({ count }) => count) ?? []);
    expect(all).toBe(10_000);
  });

  it("finds rows that come twice, and columns that go together", async () => {
    const found = await parquet("SELECT range % 10 AS a, -2 * (range % 10) AS b FROM range(100)");
    expect(found.duplicateRows).toBe(90);
    expect(found.correlations).toEqual([{ a: "a", b: "b", r: -1, rho: -1 }]);
  });

  it("says when it estimates", async () => {
    const found = await parquet("SELECT range AS id, range % 7 AS k FROM range(300000)");
    const id = column(found, "id");
    expect(id?.distinct.exact).toBe(false);
    expect(Math.abs((id?.distinct.value ?? 0) / 300_000 - 1)).toBeLessThan(0.2);
    expect(id?.numbers?.quantilesExact).toBe(false);
    expect(id?.top).toBeNull();
    expect(column(found, "k")?.top?.[0]).toEqual({ value: "0", count: 42_858 });
  });

  it("agrees with plain arithmetic", async () => {
    const values = fc.array(fc.option(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { nil: null }), {
      minLength: 1,
      maxLength: 60,
    });
    await fc.assert(
      fc.asyncProperty(values, async (list) => {
        const found = await parquet(
          `SELECT unnest([${list.map((value) => value ?? "NULL").join(", ")}]::DOUBLE[]) AS x`,
        );
        const facts = column(found, "x");
        const numbers = list.filter((value) => value !== null);
        expect(facts?.nulls).toBe(list.length - numbers.length);
        expect(facts?.distinct.value).toBe(new Set(numbers.map((value) => (value === 0 ? 0 : value))).size);
        if (numbers.length === 0) return;
        const mean = sum(numbers) / numbers.length;
        expect(facts?.numbers?.mean).toBeCloseTo(mean, 6);
        const spread = Math.sqrt(sum(numbers.map((value) => (value - mean) ** 2)) / (numbers.length - 1));
        if (numbers.length > 1) expect(facts?.numbers?.stdev).toBeCloseTo(spread, 5);
        const sorted = [...numbers].sort((a, b) => a - b);
        const at = 0.5 * (sorted.length - 1);
        const [low = 0, high = 0] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
        const median = facts?.numbers?.quantiles.find(({ p }) => p === 0.5)?.value;
        expect(median).toBeCloseTo(low + (high - low) * (at - Math.floor(at)), 6);
        if (facts?.histogram) {
          const { bins, below, above } = facts.histogram;
          expect(below + above + sum(bins.map(({ count }) => count))).toBe(numbers.length);
          for (const [index, { from, to, count }] of bins.entries()) {
            const isLast = index === bins.length - 1;
            // A value may lie on an edge by a rounding.
            const near = (to - from) * 1e-9;
            const inside = numbers.filter(
              (value) => value >= from + near && (isLast ? value <= to : value < to - near),
            );
            const around = numbers.filter((value) => value >= from - near && value <= to + near);
            expect(count).toBeGreaterThanOrEqual(inside.length);
            expect(count).toBeLessThanOrEqual(around.length);
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

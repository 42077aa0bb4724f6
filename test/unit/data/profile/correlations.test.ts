import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { columnFacts } from "../../../../src/data/profile/columnFacts.ts";
import { type Correlations, correlationsOf } from "../../../../src/data/profile/correlations.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";
import { expectClose } from "../../statistics/golden/close.ts";

const folder = await temporaryFolder();
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: join(folder.path, "spill"), threads: 2 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const correlated = async (query: string, signal?: AbortSignal): Promise<Correlations> => {
  using session = await database.session(signal);
  const Column = z.object({ column_name: z.string(), column_type: z.string() });
  const columns = await session.rows(Column, `DESCRIBE ${query}`);
  const { n } = await session.row(z.object({ n: z.bigint() }), `SELECT count(*) AS n FROM (${query})`);
  const from = `(${query})`;
  const named = columns.map(({ column_name: name, column_type: type }) => ({ name, type }));
  return await correlationsOf(session, from, await columnFacts(session, from, named, Number(n)), Number(n));
};

const golden = z
  .array(
    z.object({
      a: z.array(z.number().nullable()),
      b: z.array(z.number().nullable()),
      pearson: z.number(),
      spearman: z.number(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL("../../statistics/golden/correlation.json", import.meta.url), "utf8")));
const list = (values: readonly (number | null)[]): string =>
  `unnest([${values.map((value) => value ?? "NULL").join(", ")}]::DOUBLE[])`;

describe("the correlations of a profile", () => {
  it.each(golden)("agree with SciPy in case %#, ties and gaps included", async ({ a, b, ...wanted }) => {
    const { correlations, rankedRows } = await correlated(`SELECT ${list(a)} AS a, ${list(b)} AS b`);
    const [pair] = correlations;
    expectClose(pair?.r ?? undefined, wanted.pearson, 1e-9, 1e-12);
    expectClose(pair?.rho ?? undefined, wanted.spearman, 1e-9, 1e-12);
    expect(rankedRows).toBe(a.length);
  });

  it("see what rises together without a straight line", async () => {
    const { correlations } = await correlated("SELECT range AS x, exp(range / 20.0) AS y FROM range(1000)");
    expect(correlations[0]?.r).toBeLessThan(0.5);
    expect(correlations[0]?.rho).toBe(1);
  });

  it("leave infinities and NaN out like nulls", async () => {
    const values = "unnest(['1', '2', '3', 'nan', 'inf', '-inf']::DOUBLE[])";
    const { correlations } = await correlated(`SELECT ${values} AS x, unnest([3, 2, 1, 8, 9, 7]) AS "c0"`);
    expect(correlations).toEqual([{ a: "x", b: "c0", r: -1, rho: -1 }]);
  });

  it("rank a sample of a long table, the same each time, and say of how many rows", async () => {
    // As in a table that was written in turns: every second row belongs to the other half.
    const query = `SELECT range AS x, CASE WHEN range % 2 = 0 THEN range ELSE -range END AS y FROM range(300000)`;
    const [first, again] = [await correlated(query), await correlated(query)];
    expect(again).toEqual(first);
    expect(Math.abs(first.rankedRows / 100_000 - 1)).toBeLessThan(0.02);
    expect(Math.abs(first.correlations[0]?.rho ?? 1)).toBeLessThan(0.02);
    expect((await correlated("SELECT range AS x, -range AS y FROM range(100000)")).rankedRows).toBe(100_000);
  });

  it("are of the first 24 number columns", async () => {
    const columns = Array.from({ length: 30 }, (_, at) => `range * ${at + 1} AS n${at}`).join(", ");
    const { correlations } = await correlated(`SELECT 'a' AS t, ${columns} FROM range(5)`);
    expect(correlations).toHaveLength((24 * 23) / 2);
    expect(new Set(correlations.flatMap(({ a, b }) => [a, b]))).not.toContain("n24");
  });

  it("end when they are cancelled", async () => {
    const work = new AbortController();
    const found = correlated("SELECT range AS x, -range AS y FROM range(1000000)", work.signal);
    work.abort();
    await expect(found).rejects.toMatchObject({ code: "cancelled" });
  });
});

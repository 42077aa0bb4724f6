import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkDatasets } from "../../../../src/data/checks/checkDatasets.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
const workspace = folder.path;
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: workspace, threads: 2 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** The outcomes of one data set by what stands behind its name. */
async function outcomes(source: string, declaration: string, endAt?: string) {
  await writeFile(join(workspace, "tidemark.yaml"), `datasets: {d: {source: ${source}, ${declaration}}}`);
  const controller = new AbortController();
  const { signal } = controller;
  using session = await database.session(signal);
  const report = ({ step }: { step: string }): void => {
    if (step === endAt) controller.abort();
  };
  const { datasets } = await checkDatasets({ session, workspace, asked: {}, signal, report });
  const all = datasets.flatMap((dataset) => dataset.outcomes);
  return (id: string) => all.find((outcome) => outcome.id === `d/${id}`);
}

describe("Parquet", () => {
  it("is checked by the types that it keeps", async () => {
    using session = await database.session();
    await session.run(
      `COPY (SELECT * FROM (VALUES (1, 1.5::DOUBLE, DATE '2026-01-31', 'a', true), (2, 'nan'::DOUBLE, NULL, ' b', NULL),
       (2, 'inf'::DOUBLE, DATE '2020-01-01', 'c', false)) AS t(id, x, day, k, flag)) TO '${join(workspace, "t.parquet")}'`,
    );
    const of = await outcomes(
      "t.parquet",
      `keys: [id], columns: {id: {type: integer}, x: {type: integer, max: 2, finite: true}, day: {type: date, min: "2021-01-01"},
       k: {surrounding_space: false}, flag: {type: boolean, nulls: false}}, checks: [{expression: "id < 2 OR k <> 'c'"}]`,
    );
    expect(of("keys")).toMatchObject({ failing: 1, places: [{ record: 3, column: "id", value: "2", range: null }] });
    expect(of("columns/x/type")).toMatchObject({ failing: 3 });
    expect(of("columns/x/finite")).toMatchObject({ failing: 2, rows: 3 });
    expect(of("columns/day/min")).toMatchObject({ failing: 1, rows: 2, places: [{ value: "2020-01-01" }] });
    expect(of("columns/day/type")).toMatchObject({ state: "passed" });
    expect(of("columns/k/surrounding_space")).toMatchObject({ failing: 1 });
    expect(of("columns/flag/nulls")).toMatchObject({ failing: 1, rows: 3 });
  });
});

describe("JSON Lines", () => {
  it("are checked value by value, with their lines", async () => {
    await writeFile(join(workspace, "t.jsonl"), '{"id": 1, "age": 30}\n{"id": 2, "age": -4}\n{"id": 3}\n');
    const of = await outcomes("t.jsonl", "columns: {id: {unique: true}, age: {type: integer, min: 0, nulls: false}}");
    expect(of("columns/age/min")).toMatchObject({
      failing: 1,
      rows: 2,
      places: [{ record: 2, value: "-4", range: { start: { line: 1 } } }],
    });
    expect(of("columns/age/nulls")).toMatchObject({ failing: 1, rows: 3 });
    expect(of("columns/id/unique")).toMatchObject({ state: "passed" });
  });
});

describe("several files", () => {
  it("are one table, and places are told in their own file; compressed ones as well", async () => {
    await writeFile(join(workspace, "p1.csv"), "b,a\nx,1\ny,2\n");
    await writeFile(join(workspace, "p2.csv.gz"), gzipSync("a,b\n3,x\n-1,y\n"));
    const of = await outcomes("[p1.csv, p2.csv.gz]", "columns: {a: {min: 0}}");
    expect(of("columns/a/min")).toMatchObject({
      failing: 1,
      rows: 4,
      places: [{ file: join(workspace, "p2.csv.gz"), record: 2, range: { start: { line: 2, character: 0 } } }],
    });
  });
});

describe("any values", () => {
  const cell = fc.oneof(
    fc.integer({ min: -20, max: 20 }).map(String),
    fc.double({ min: -20, max: 20, noNaN: true }).map(String),
    fc.constantFrom("", "a", "NA", "NaN", "inf", "1_0", " 7", "1,5", "-0", "1e1"),
  );
  const isNumber = (text: string): boolean => /^\s*([+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?|NaN|inf)\s*$/i.test(text);
  const number = (text: string): number => (/inf/i.test(text) ? Number.POSITIVE_INFINITY : Number(text));

  it("are counted as one by one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cell, { maxLength: 40 }), async (values) => {
        await writeFile(join(workspace, "any.csv"), `x,y\n${values.map((value) => `"${value}",.\n`).join("")}`);
        const declaration =
          "columns: {x: {type: number, nulls: false, min: 0, max: {value: 10, exclusive: true}, finite: true, distinct: {min: 0}}}";
        const of = await outcomes("any.csv", declaration);
        const there = values.filter((value) => value !== "");
        const numbers = there.filter(isNumber).map(number);
        const failing = (kind: string) => of(`columns/x/${kind}`)?.failing;
        expect(failing("nulls")).toBe(values.length - there.length);
        expect(failing("type")).toBe(there.length - numbers.length);
        expect(failing("min")).toBe(numbers.filter((value) => !(value >= 0)).length);
        expect(failing("max")).toBe(numbers.filter((value) => !(value < 10)).length);
        expect(failing("finite")).toBe(numbers.filter((value) => !Number.isFinite(value)).length);
        const distinct = new Set([...numbers.map((value) => value + 0), ...there.filter((value) => !isNumber(value))]);
        expect(of("columns/x/distinct")?.message).toBe(`The number of distinct values is ${distinct.size}.`);
        const below = values.findIndex((value) => value !== "" && isNumber(value) && !(number(value) >= 0));
        expect(of("columns/x/min")?.places[0]?.record).toBe(below < 0 ? undefined : below + 1);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});

describe("a check that is cancelled", () => {
  it("ends, while files are read, while rows are counted and while places are looked for", async () => {
    await writeFile(join(workspace, "long.csv"), `a,b\n${"12345,some text\n".repeat(300_000)}`);
    for (const step of ["reading the files' structure", "counting what fails", "finding the places"]) {
      const checked = outcomes("long.csv", "columns: {a: {unique: true}, b: {pattern: '(a|b)*c'}}", step);
      await expect(checked, step).rejects.toMatchObject({ code: "cancelled" });
    }
  });
});

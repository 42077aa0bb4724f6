import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/readConfig.ts";
import { checkDatasets } from "../../../../src/data/checks/checkDatasets.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { inferContract } from "../../../../src/data/infer/inferContract.ts";
import type { InferredContract } from "../../../../src/protocol/inferRequests.ts";
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

let workspaces = 0;
/** A workspace of its own with a file, and maybe a configuration. */
async function infer(csv: string, { config, name }: { config?: string; name?: string } = {}) {
  workspaces += 1;
  const workspace = join(folder.path, String(workspaces));
  await mkdir(workspace);
  await writeFile(join(workspace, "some data.csv"), csv);
  if (config !== undefined) await writeFile(join(workspace, "tidemark.yaml"), config);
  using session = await database.session();
  const inferred = await inferContract({ session, workspace, path: "some data.csv", name });
  return { workspace, ...inferred };
}

/** What checking by the inferred contract finds wrong. */
async function faults({ workspace, yaml }: InferredContract & { workspace: string }): Promise<string[]> {
  expect(readConfig(yaml, "tidemark.yaml").problems).toEqual([]);
  await writeFile(join(workspace, "tidemark.yaml"), yaml);
  using session = await database.session();
  const { datasets } = await checkDatasets({ session, workspace, asked: {}, report: () => undefined });
  const outcomes = datasets.flatMap((dataset) => dataset.outcomes);
  expect(outcomes.length).toBeGreaterThan(0);
  return outcomes.filter(({ state }) => state !== "passed" && state !== "skipped").map(({ message }) => message);
}

const rows = (count: number, row: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => `${row(at)}\n`).join("");

describe("a contract from data", () => {
  it("promises types, keys, sets, ranges with room and forms, and says what it is drawn from", async () => {
    const csv = `id,age,country,mail,joined,set\n${rows(200, (i) => `${i + 1},${20 + (i % 40)},${["de", "fr"][i % 2]},u${i}@example.org,${(i % 28) + 1}.01.2026,${i % 4 ? "train" : "test"}`)}`;
    const inferred = await infer(csv);
    expect(inferred).toMatchObject({ name: "some_data", rows: 200 });
    expect(
      inferred.yaml,
    ).toBe(`# Drawn from 200 rows of some data.csv: look it over, since data shows what is, not what should be.

datasets:
  some_data:
    source: some data.csv
    keys: [id]
    split: set
    columns:
      id: {type: integer, nulls: false} # 1 to 200, all distinct
      age: {type: integer, nulls: false, min: 0, max: 80} # 20 to 59, 40 distinct
      country: {type: string, nulls: false, values: [de, fr]} # 2 distinct
      mail: {type: string, nulls: false, pattern: "^[^@\\\\s]+@[^@\\\\s]+\\\\.[^@\\\\s]+$", max_length: 40} # all distinct
      joined: {type: {value: date, format: "%d.%m.%Y"}, nulls: false} # 28 distinct
      set: {type: string, nulls: false, values: [test, train]} # 2 distinct
    checks:
      - {row_count: {min: 100}}
`);
    expect(await faults(inferred)).toEqual([]);
  });

  it("promises nothing but types when there are few rows", async () => {
    const { yaml } = await infer("a,b\n1,x\n2,y\n");
    expect(yaml).toContain("a: {type: integer} # 2 distinct\n");
    expect(yaml).not.toContain("row_count");
  });

  it("takes texts such as NA in a column of numbers for null", async () => {
    const inferred = await infer(`a,b\n${rows(150, (i) => `${i % 10 ? i : "NA"},${i % 2 ? "x" : "NA"}`)}`);
    expect(inferred.yaml).toContain('source: {path: some data.csv, nulls: ["", NA]}');
    expect(inferred.yaml).toContain("a: {type: integer, ");
    expect(await faults(inferred)).toEqual([]);
  });

  it("doesn't decide which of two date forms is meant", async () => {
    const { yaml } = await infer("a\n01/02/2026\n03/04/2026\n");
    expect(yaml).toContain("a: {type: string}");
  });

  it("is added to what is declared already, whose comments and order stay", async () => {
    const config =
      "# ours\ndatasets:\n  some_data: # first\n    source: x.csv # why\n    columns: {b: , a: {min: 1}}\n";
    const inferred = await infer("a\n1\n", { config });
    expect(inferred.name).toBe("some_data_2");
    expect(inferred.config.text.startsWith(config.trimEnd())).toBe(true);
    const { config: read, problems } = readConfig(inferred.config.text, "tidemark.yaml");
    expect(problems).toEqual([]);
    expect(read.datasets.map(({ name }) => name)).toEqual(["some_data", "some_data_2"]);
    await expect(infer("a\n1\n", { config, name: "some_data" })).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it("is read back without a problem and kept by the data that it is drawn from", async () => {
    const cell = fc.oneof(
      fc.integer().map(String),
      fc.double().map(String),
      fc.boolean().map(String),
      fc
        .date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      fc.constantFrom("", "NA", "a", "b", "yes", "-", "null", "1,5", "0x10", "007", "2026-01-31T10:00:00Z"),
      fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !/[\r\n\0]/.test(text)),
    );
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const column = fc.oneof(
      cell.map((value) => () => value),
      fc.array(cell, { minLength: 1, maxLength: 5 }).map((values) => (at: number) => values[at % values.length] ?? ""),
      fc.array(cell, { minLength: 30, maxLength: 30 }).map((values) => (at: number) => values[at % 30] ?? ""),
      fc.integer({ min: -5, max: 5 }).map((start) => (at: number) => String(start + at)),
      fc.double({ noNaN: true, noDefaultInfinity: true }).map((factor) => (at: number) => String(factor * at)),
    );
    const table = fc.record({
      columns: fc.array(column, { minLength: 1, maxLength: 5 }),
      names: fc.uniqueArray(fc.constantFrom("id", "x y", "a: b", "ä", "#", "true", "1", "- c", "user_id"), {
        minLength: 5,
      }),
      count: fc.constantFrom(1, 2, 30, 120),
    });
    await fc.assert(
      fc.asyncProperty(table, async ({ columns, names, count }) => {
        // A last column keeps rows from being blank.
        const header = [...columns.map((_, at) => names[at] ?? ""), "last"].map(quoted).join(",");
        const body = rows(count, (at) => [...columns.map((value) => quoted(value(at))), "x"].join(","));
        expect(await faults(await infer(`${header}\n${body}`))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  }, 120_000);
});

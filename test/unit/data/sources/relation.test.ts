import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { describe as describeData } from "../../../../src/data/describe/describe.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import type { DataDescription, DataSource } from "../../../../src/protocol/dataEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
const workspace = folder.path;
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: workspace, threads: 1 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const file = async (path: string, content: string): Promise<void> => {
  await mkdir(join(workspace, path, ".."), { recursive: true });
  await writeFile(join(workspace, path), content);
};
const describeSource = async (source: string | DataSource): Promise<DataDescription> => {
  using session = await database.session();
  return await describeData(session, typeof source === "string" ? { paths: [source] } : source, { workspace });
};

describe("a source", () => {
  it("is a file below the workspace", async () => {
    await file("one.csv", "a,b\n1,x\n2,y\n");
    expect(await describeSource("one.csv")).toEqual({
      format: "csv",
      files: [join(workspace, "one.csv")],
      columns: [
        { name: "a", type: "BIGINT" },
        { name: "b", type: "VARCHAR" },
      ],
      rows: 2,
    });
  });

  it("is all files that a glob finds, in the order of their names", async () => {
    await file("parts/b.csv", "a\n2\n");
    await file("parts/a.csv", "a\n1\n");
    const { files, rows } = await describeSource("parts/*.csv");
    expect(files).toEqual([join(workspace, "parts/a.csv"), join(workspace, "parts/b.csv")]);
    expect(rows).toBe(2);
  });

  it("is a file whose name reads like a glob", async () => {
    await file("odd[1].csv", "a\n1\n");
    expect((await describeSource("odd[1].csv")).files).toEqual([join(workspace, "odd[1].csv")]);
  });

  it("is a folder with folders that name columns", async () => {
    await file("events/year=2025/e.jsonl", '{"n": 1}\n');
    await file("events/year=2026/e.jsonl", '{"n": 2}\n{"n": 3}\n');
    const { columns, rows } = await describeSource({ paths: ["events"], partitioned: "hive" });
    expect(columns.map(({ name }) => name)).toEqual(["n", "year"]);
    expect(rows).toBe(3);
  });

  it("keeps its delimiter, whatever a broken file looks like", async () => {
    await file("broken.csv", "a,b\n1,x|y|z\n2,y|w|v\n");
    expect((await describeSource("broken.csv")).columns.map(({ name }) => name)).toEqual(["a", "b"]);
  });

  it.each([
    ["a file that is not there", "missing.csv", "notFound"],
    ["a file of no known ending", "notes.xyz", "invalidParameter"],
  ])("refuses %s", async (_, path, code) => {
    await file("notes.xyz", "?");
    await expect(describeSource(path)).rejects.toMatchObject({ code });
  });

  it("refuses files of several formats", async () => {
    await file("mixed/a.csv", "a\n1\n");
    await file("mixed/b.jsonl", '{"a": 1}\n');
    await expect(describeSource("mixed")).rejects.toThrow("several formats (csv, jsonl)");
  });
});

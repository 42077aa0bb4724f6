import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { failingRows } from "../../../../src/data/checks/failingRows.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
const workspace = folder.path;
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: workspace, threads: 1 });
  await writeFile(join(workspace, "a.csv"), "id,x\n1,5\n2,-1\n");
  await writeFile(join(workspace, "b.csv"), 'id,x\n3,-2\n"4",-3\n5,\n');
  await writeFile(
    join(workspace, "tidemark.yaml"),
    `datasets:
  d:
    source: [a.csv, b.csv]
    columns: {x: {min: 0}, y: {min: 0}}
    checks:
      - {sql: SELECT id FROM d WHERE x < 0, name: low}
      - {outliers: {columns: [id]}, name: far}
`,
  );
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const pageOf = async (check: string, offset = 0, limit = 10) => {
  using session = await database.session();
  return await failingRows({ session, workspace, check, offset, limit });
};

describe("the rows that fail a check", () => {
  it("come page by page in the order of the files, each with its file, record and range", async () => {
    expect(await pageOf("d/columns/x/min", 1, 2)).toEqual({
      columns: ["id", "x"],
      total: 3,
      rows: [
        {
          file: join(workspace, "b.csv"),
          record: 1,
          values: ["3", "-2"],
          range: { start: { line: 1, character: 2 }, end: { line: 1, character: 4 } },
        },
        {
          file: join(workspace, "b.csv"),
          record: 2,
          values: ["4", "-3"],
          range: { start: { line: 2, character: 4 }, end: { line: 2, character: 6 } },
        },
      ],
    });
  });

  it("of a query are what it returns", async () => {
    const { rows, total } = await pageOf("d/checks/low");
    expect(total).toBe(3);
    expect(rows.map(({ values }) => values[0]).sort()).toEqual(["2", "3", "4"]);
  });

  it("are none when all is well", async () => {
    expect(await pageOf("d/checks/far")).toMatchObject({ rows: [], total: 0 });
  });

  it("of a check that isn't declared can't be told", async () => {
    await expect(pageOf("d/columns/z/min")).rejects.toMatchObject({ code: "notFound" });
  });
});

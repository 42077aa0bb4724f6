import { open } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { dataHandlers } from "../../../../src/data/process/dataHandlers.ts";
import { wholeBytes } from "../../../../src/data/sources/delimitedLayout.ts";
import { DriftOverTimeQuestion, DriftQuestion } from "../../../../src/protocol/driftRequests.ts";
import { GridView } from "../../../../src/protocol/gridEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
const workspace = folder.path;
const spill = join(workspace, "spill");
const database: Database = await openDatabase({ temporaryFolder: spill, threads: 2 });
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const handlers = dataHandlers({ database, workspace, temporaryFolder: spill, onJournal: () => undefined });
const context = { signal: new AbortController().signal, report: () => undefined };

const longRow = `1,,2026-01-01,${"x".repeat(2000)}\n`;
const longRows = Math.ceil(wholeBytes / longRow.length);

interface Content {
  readonly header: string;
  /** What stands below more rows than are looked at before reading. */
  readonly last: string;
}

/** Writes the data set `large`, in which every row but the last ones has no `score`. */
async function write({ header, last }: Content): Promise<void> {
  await using file = await open(join(workspace, "large.csv"), "w");
  await file.write(`${header}\n`);
  const part = longRow.repeat(64);
  for (let row = 0; row < longRows; row += 64) await file.write(part);
  await file.write(last);
  await using declaration = await open(join(workspace, "tidemark.yaml"), "w");
  await declaration.write(`
datasets:
  large:
    source: large.csv
    time: day
    columns:
      score: {nulls: false}
features:
  counted:
    sql: SELECT count(*) AS n, count(*) FILTER (score IS NULL) AS nulls FROM large
    output: counted.csv
`);
}
const written = Math.ceil(longRows / 64) * 64;

/** Rows, and rows without a score, as each part of the program counts them. */
async function counts() {
  const source = { paths: ["large.csv"] };
  const view = GridView.parse({ source });
  const side = { of: { dataset: "large" } };
  const question = { reference: side, current: side, columns: ["score"], multivariate: false };

  const [checked] = (await handlers["data/check"]({}, context)).datasets;
  const nulls = checked?.outcomes.find(({ id }) => id === "large/columns/score/nulls");
  const profile = await handlers["data/profile"]({ source }, context);
  const described = await handlers["data/describe"]({ source }, context);
  const grid = await handlers["grid/rows"]({ ...view, offset: 0, limit: 0 }, context);
  const filters = [{ column: "score", operator: "isNull" as const, values: [] }];
  const gridNulls = await handlers["grid/rows"]({ ...view, filters, offset: 0, limit: 0 }, context);
  const drift = await handlers["data/drift"](DriftQuestion.parse(question), context);
  const overTime = await handlers["data/driftOverTime"](
    DriftOverTimeQuestion.parse({ ...question, every: "day" }),
    context,
  );
  const built = await handlers["features/build"]({ force: true, commit: null }, context);
  const feature = await handlers["grid/open"](GridView.parse({ source: { paths: ["counted.csv"] } }), context);
  return {
    check: [checked?.rows, nulls?.failing],
    profile: [profile.rows, profile.columns.find(({ name }) => name === "score")?.nulls],
    describe: [described.rows],
    grid: [grid.total, gridNulls.total],
    drift: [drift.current.rows, drift.columns[0]?.missing.current],
    overTime: overTime.windows.map((window) => window.rows),
    feature: built.features[0]?.reason ?? feature.rows[0]?.cells.map(Number),
  };
}

describe("a file that is too large to look at before reading", () => {
  it.each<{ what: string; content: Content; rows: number; nulls: number; dated: number }>([
    {
      what: "ragged rows and other line ends, below a header with a name twice,",
      content: { header: "id,score,day,id", last: "2\n3,4,2026-01-01,y,z\r\n5,6,2026-01-01,y\n" },
      rows: written + 3,
      nulls: written + 1,
      dated: written + 2,
    },
    {
      what: "values of another type",
      content: { header: "id,score,day,text", last: "none,unknown,2026-01-01,y\n" },
      rows: written + 1,
      nulls: written,
      dated: written + 1,
    },
  ])("is read the same by all when $what come late", async ({ content, rows, nulls, dated }) => {
    await write(content);
    expect(await counts()).toEqual({
      check: [rows, nulls],
      profile: [rows, nulls],
      describe: [rows],
      grid: [rows, nulls],
      drift: [rows, nulls],
      overTime: [dated],
      feature: [rows, nulls],
    });
  });
});

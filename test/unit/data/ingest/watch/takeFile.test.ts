import { appendFile, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { createContentHasher } from "../../../../../src/data/content/contentHash.ts";
import { type Database, openDatabase } from "../../../../../src/data/duckdb/database.ts";
import { literal } from "../../../../../src/data/duckdb/sql.ts";
import { RowContracts } from "../../../../../src/data/ingest/contracts.ts";
import { journalFolder } from "../../../../../src/data/ingest/folders.ts";
import { Intake } from "../../../../../src/data/ingest/intake.ts";
import { type FileList, openFileList } from "../../../../../src/data/ingest/watch/fileList.ts";
import { stampOf } from "../../../../../src/data/ingest/watch/findFiles.ts";
import { takeFile } from "../../../../../src/data/ingest/watch/takeFile.ts";
import { type TemporaryFolder, temporaryFolder } from "../../../../support/temporaryFolder.ts";

const config = `
datasets:
  a:
    source: a
    columns:
      n: {type: integer}
      s: {type: string, required: false}
`;

let folder: TemporaryFolder;
let database: Database;
let intake: Intake;
let list: FileList;

beforeEach(async () => {
  folder = await temporaryFolder();
  await writeFile(join(folder.path, "tidemark.yaml"), config);
  database = await openDatabase({ temporaryFolder: join(folder.path, "spill") });
  await begin();
});
afterEach(async () => {
  await intake.settle();
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** What a data process that has just started knows. */
async function begin(): Promise<void> {
  const contracts = new RowContracts(database, folder.path);
  intake = new Intake("a", { workspace: folder.path, database, contracts, onJournal: () => undefined });
  list = await openFileList(journalFolder(folder.path, "a"));
}

const pathOf = (name: string): string => join(folder.path, name);

/** Takes a file as it is, and says what became of it. */
async function take(name: string) {
  const stamp = (await stampOf(pathOf(name))) ?? "";
  const watch = { paths: ["."] };
  const taking = { database, workspace: folder.path, hasher: createContentHasher(), intake, list };
  await takeFile({ file: pathOf(name), path: name, stamp }, watch, taking);
  return list.ofPath(name);
}

/** The rows that are in the data set's files, in their order. */
async function rowsIn(): Promise<string[]> {
  await intake.settle();
  using session = await database.session();
  const Row = z.object({ row: z.string() });
  const files = literal(join(folder.path, "a/**/*.parquet"));
  const found = await session.rows(Row, `SELECT concat_ws(' ', n, s) AS row FROM read_parquet(${files}) ORDER BY n, s`);
  return found.map(({ row }) => row);
}

describe("a file that has changed since its rows were taken", () => {
  it("goes on after them where it begins with them, however slowly it is written", async () => {
    await writeFile(pathOf("slow.csv"), "n,s\n");
    expect(await take("slow.csv")).toMatchObject({ state: "taken", rows: 0 });
    await appendFile(pathOf("slow.csv"), "1,a\n2,b\n");
    expect(await take("slow.csv")).toMatchObject({ state: "taken", rows: 2, message: null });
    await begin();
    await appendFile(pathOf("slow.csv"), "3,c\n");
    expect(await take("slow.csv")).toMatchObject({ state: "taken", rows: 3, accepted: 3, message: null });
    expect(await rowsIn()).toEqual(["1 a", "2 b", "3 c"]);
  });

  it("goes on where it was written anew with more rows, in whatever format", async () => {
    const write = async (rows: number) => {
      using session = await database.session();
      const target = literal(pathOf("grows.parquet"));
      await session.run(`COPY (SELECT i AS n, 'x' AS s FROM range(1, ${rows + 1}) t(i)) TO ${target} (FORMAT parquet)`);
    };
    await write(2);
    expect(await take("grows.parquet")).toMatchObject({ state: "taken", rows: 2 });
    await write(4);
    expect(await take("grows.parquet")).toMatchObject({ state: "taken", rows: 4, message: null });
    expect(await rowsIn()).toEqual(["1 x", "2 x", "3 x", "4 x"]);
  });

  it("doesn't forget them while it can't be read", async () => {
    await writeFile(pathOf("lines.jsonl"), '{"n": 1}\n{"n": 2}\n');
    await take("lines.jsonl");
    await appendFile(pathOf("lines.jsonl"), '{"n": 3, "s": "c');
    expect(await take("lines.jsonl")).toMatchObject({ state: "failed", rows: 2 });
    await appendFile(pathOf("lines.jsonl"), '"}\n');
    expect(await take("lines.jsonl")).toMatchObject({ state: "taken", rows: 3 });
    expect(await rowsIn()).toEqual(["1", "2", "3 c"]);
  });

  it("says so where its last row was taken before it was whole", async () => {
    await writeFile(pathOf("half.csv"), "n,s\n1,a\n2,b\n3");
    await take("half.csv");
    await appendFile(pathOf("half.csv"), "0,c\n4,d\n");
    expect(await take("half.csv")).toMatchObject({
      state: "taken",
      message: "Row 3 was another when it was taken: it was taken as it was and as it is now.",
    });
    expect(await rowsIn()).toEqual(["1 a", "2 b", "3", "4 d", "30 c"]);
  });

  it("is taken as a whole where it begins with others", async () => {
    await writeFile(pathOf("new.csv"), "n,s\n1,a\n2,b\n");
    await take("new.csv");
    await writeFile(pathOf("new.csv"), "n,s\n7,a\n8,b\n9,c\n");
    expect(await take("new.csv")).toMatchObject({
      state: "taken",
      rows: 3,
      message: "It was changed: 2 rows of what it held before were taken, too.",
    });
    expect(await rowsIn()).toEqual(["1 a", "2 b", "7 a", "8 b", "9 c"]);
  });

  it("goes on after rows that were acknowledged before the list of files knew", async () => {
    await writeFile(pathOf("killed.csv"), "n,s\n1,a\n2,b\n");
    await take("killed.csv");
    const lines = join(journalFolder(folder.path, "a"), "files.jsonl");
    const known = (await readFile(lines, "utf8")).split("\n").filter((line) => line !== "");
    await writeFile(lines, `${known[0]}\n`);
    await begin();
    await appendFile(pathOf("killed.csv"), "3,c\n");
    expect(await take("killed.csv")).toMatchObject({ state: "taken", rows: 3 });
    expect(await rowsIn()).toEqual(["1 a", "2 b", "3 c"]);
  });
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authoringHandlers } from "../../../../src/data/authoring/authoringHandlers.ts";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: folder.path, threads: 1 });
  await writeFile(join(folder.path, "people.csv"), "id,first name,null\n1,Ann,x\n");
  await writeFile(join(folder.path, "lands.csv"), "code\nde\n");
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const head = "datasets:\n  people:\n    source: people.csv\n  lands: {source: lands.csv}\n  here:\n";
const call = { signal: new AbortController().signal, report: () => undefined };
const handlers = () =>
  authoringHandlers({ database, workspace: folder.path, temporaryFolder: folder.path, onJournal: () => undefined });

/** The text of each suggestion at the bar, as it is inserted. */
async function inserted(marked: string, answers = handlers()): Promise<string[]> {
  const [before = "", after = ""] = marked.split("|");
  const found = await answers["config/complete"]({ text: before + after, offset: before.length }, call);
  return found?.suggestions.map(({ insert }) => insert) ?? [];
}

describe("completion with the data at hand", () => {
  it("offers the columns of the file that aren't there yet, quoted where they have to be", async () => {
    const text = "datasets:\n  people:\n    source: people.csv\n    columns:\n      id: {}\n      |\n";
    expect(await inserted(text)).toEqual(["first name: ", '"null": ']);
  });

  it("adds no second colon and no second quotes", async () => {
    const text = 'datasets:\n  people:\n    source: people.csv\n    columns: {"|": {}}\n';
    expect(await inserted(text)).toEqual(["id", "first name", "null"]);
  });

  it("offers data sets and their columns for a reference", async () => {
    const text = `${head}    source: people.csv\n    checks:\n      - foreign_key: {columns: [id], references: |}\n`;
    expect(await inserted(text)).toEqual(expect.arrayContaining(["lands", "lands.code", "people.id"]));
  });

  it("sees that the file has changed", async () => {
    const answers = handlers();
    const text = "datasets:\n  grown:\n    source: grown.csv\n    time: |\n";
    await writeFile(join(folder.path, "grown.csv"), "a\n1\n");
    expect(await inserted(text, answers)).toEqual(["a"]);
    await writeFile(join(folder.path, "grown.csv"), "a,later\n1,2\n");
    expect(await inserted(text, answers)).toEqual(["a", "later"]);
  });

  it("offers what is declared when there is no file", async () => {
    expect(await inserted("datasets:\n  x:\n    source: none.csv\n    columns: {a: {}}\n    time: |\n")).toEqual(["a"]);
  });

  it("writes true as it is", async () => {
    expect(await inserted("datasets:\n  x:\n    closed: |\n")).toEqual(["true", "false"]);
  });
});

describe("explaining with the data at hand", () => {
  it("tells a column's type", async () => {
    const text = "datasets:\n  people:\n    source: people.csv\n    time: id\n";
    const offset = text.lastIndexOf("id");
    expect(await handlers()["config/explain"]({ text, offset }, call)).toEqual({
      start: offset,
      end: offset + 2,
      detail: "BIGINT",
      description: "The column that says when a row came to be.",
    });
  });
});

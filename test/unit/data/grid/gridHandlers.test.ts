import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { gridHandlers } from "../../../../src/data/grid/gridHandlers.ts";
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

/** What a table's cell is in the text of its file; null when the file has no such row. */
async function textOf(name: string, text: string, cell: { row: number; column: number; name: string }) {
  await writeFile(join(folder.path, name), text);
  const { path: workspace } = folder;
  const handlers = gridHandlers({ database, workspace, temporaryFolder: workspace });
  const call = { signal: new AbortController().signal, progress: () => undefined };
  const { range } = await handlers["grid/locate"]({ source: { paths: [name] }, ...cell }, call);
  if (range === null) return null;
  expect(range.start.line).toBe(range.end.line);
  return text.split("\n")[range.start.line]?.slice(range.start.character, range.end.character);
}

describe("a table's cell leads to its text", () => {
  it("in CSV, by its column's place", async () => {
    expect(await textOf("a.csv", "a,b\n1,2\n3,x\n", { row: 1, column: 1, name: "b" })).toBe("x");
    expect(await textOf("a.csv", "a,b\n1,2\n", { row: 1, column: 1, name: "b" })).toBeNull();
  });

  it("in JSON Lines and JSON, by its key wherever it stands in its row", async () => {
    const lines = '{"a": 1, "b": 2}\n\n{"b": "x", "a": 3}\n{"a": 4}\n';
    expect(await textOf("a.jsonl", lines, { row: 1, column: 1, name: "b" })).toBe('"x"');
    expect(await textOf("a.json", '[{"a": 1},\n {"b": "x", "a": 3}]', { row: 1, column: 0, name: "a" })).toBe("3");
    expect(await textOf("a.jsonl", lines, { row: 2, column: 1, name: "b" })).toBe('{"a": 4}');
    expect(await textOf("a.jsonl", lines, { row: 3, column: 0, name: "a" })).toBeNull();
  });
});

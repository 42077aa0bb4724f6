import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { testStore } from "./testStore.ts";

const text = readFileSync(join(import.meta.dirname, "../../../docs/store.md"), "utf8");

/** Tables and their columns as the page has them. */
const documented = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [name = "", ...lines] = section.split("\n");
      const cells = lines.filter((line) => line.startsWith("| `")).map((line) => line.split("|")[1] ?? "");
      return [name, cells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, column = ""]) => column)).sort()];
    }),
);

describe("docs/store.md", () => {
  it("has every table and every column, and no others", async () => {
    await using test = await testStore();
    const { connection } = test.store;
    const tables = connection
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
      .pluck()
      .all();
    const columns = connection.prepare<[string], string>("SELECT name FROM pragma_table_info(?)").pluck();
    const existing = new Map(tables.map((name) => [name, columns.all(name).sort()]));
    expect(Object.fromEntries(documented)).toEqual(Object.fromEntries(existing));
  });

  it("has queries that work", async () => {
    await using test = await testStore();
    const queries = [...text.matchAll(/```sql\n([^`]*)```/g)].map(([, query = ""]) => query);
    expect(queries.length).toBeGreaterThan(0);
    for (const query of queries) expect(test.store.connection.prepare(query).all()).toEqual([]);
  });
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;
let grid: Frame;

const rows = 300_000;
beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  const instance = await DuckDBInstance.create();
  const database = await instance.connect();
  await database.run(
    `COPY (SELECT range AS id, 'customer ' || (range * 7919) % 1000 AS name, round(range / 7, 3) AS amount,
       CASE WHEN range % 5 = 0 THEN NULL ELSE DATE '2026-01-01' + (range % 300)::INT END AS day,
       range % 2 = 0 AS active, {'city': 'Bern', 'zip': range % 9999} AS address,
       repeat('long text ', 60) AS note
     FROM range(${rows})) TO '${join(editor.folder, "customers.parquet")}'`,
  );
  database.closeSync();
  instance.closeSync();
  await writeFile(join(editor.folder, "orders.csv"), 'id,text\n1,"two\nlines"\n2,plain\n3,last\n');
  await writeFile(join(editor.folder, "events.jsonl"), '{"id": 1, "kind": "open"}\n\n{"kind": "close", "id": 2}\n');
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

const open = async (file: string): Promise<void> => {
  await workbench.openFile(file);
};
const count = () => grid.getByTestId("grid-count").textContent();
/** Cells that are in sight, by their row. */
const cells = (column: number) =>
  grid.locator(`.grid-cell[aria-colindex="${column}"]`).evaluateAll((all) => all.map((cell) => cell.textContent ?? ""));
const numbers = () => grid.locator(".grid-number").evaluateAll((all) => all.map((cell) => cell.textContent ?? ""));

describe("a Parquet file", () => {
  it("opens as a table", async () => {
    await open("customers.parquet");
    grid = await workbench.webview("grid-page");
    await expect.poll(count).toBe("300,000 rows · 7 columns");
    expect((await cells(2)).slice(0, 3)).toEqual(["0", "1", "2"]);
    expect((await cells(5)).slice(0, 2)).toEqual(["null", "2026-01-02"]);
    expect((await cells(7))[0]).toBe('{"city":"Bern","zip":0}');
    await workbench.screenshots("grid");
  });

  it("is reached anywhere, and draws only what is in sight", async () => {
    await grid.getByTestId("grid-goto").fill("200000");
    await grid.getByTestId("grid-goto").press("Enter");
    await expect.poll(numbers).toContain("200,000");
    await expect.poll(() => cells(2)).toContain("199999");
    expect(await grid.locator(".grid-cell").count()).toBeLessThan(600);
    await grid.getByTestId("grid").press("Control+End");
    await expect.poll(numbers).toContain("300,000");
    await grid.getByTestId("grid").press("Control+Home");
    await expect.poll(numbers).toContain("1");
  });

  it("is sorted by its headers, and filtered below them", async () => {
    const header = (name: string) => grid.locator(".grid-header").filter({ hasText: name });
    await header("amount").getByTestId("grid-title").click();
    await header("amount").getByTestId("grid-title").click();
    await expect.poll(async () => (await cells(2))[0]).toBe("299999");
    await header("name").getByTestId("grid-filter").fill("=customer 1");
    await header("name").getByTestId("grid-filter").press("Enter");
    await expect.poll(count).toBe("300 rows · 7 columns");
    expect(new Set(await cells(3))).toEqual(new Set(["customer 1"]));
    await header("day").getByTestId("grid-filter").fill(">tomorrow");
    await header("day").getByTestId("grid-filter").press("Enter");
    await expect.poll(() => grid.getByTestId("grid-failure").textContent()).toContain("tomorrow");
    await workbench.screenshots("grid-filtered");
    await grid.getByTestId("grid-clear").click();
    await expect.poll(count).toBe("300,000 rows · 7 columns");
  });

  it("answers SQL", async () => {
    await grid.getByTestId("grid-query-toggle").click();
    const query = grid.getByTestId("grid-query");
    await query.fill(
      "SELECT active, count(*) AS rows, sum(amount) AS amount FROM data GROUP BY active ORDER BY active",
    );
    await query.press("Control+Enter");
    await expect.poll(count).toBe("2 rows · 3 columns");
    expect(await cells(3)).toEqual(["150000", "150000"]);
    await workbench.screenshots("grid-query");
    await query.fill("DROP TABLE data");
    await query.press("Control+Enter");
    await expect.poll(() => grid.getByTestId("grid-failure").textContent()).toContain("must be a SELECT");
    await grid.getByTestId("grid-query-toggle").click();
    await expect.poll(count).toBe("300,000 rows · 7 columns");
  });

  it("shows a long value whole", async () => {
    const note = grid.locator('.grid-row[aria-rowindex="2"] .grid-cell').last();
    await note.click();
    await expect.poll(() => grid.getByTestId("grid-value").textContent()).toBe("long text ".repeat(60));
  });
});

describe("a CSV file", () => {
  it("opens as a table by command, leads to a row's lines, and follows the file", async () => {
    await workbench.command("View: Close All Editors");
    await open("orders.csv");
    await workbench.page.locator(".tab.active").filter({ hasText: "orders.csv" }).waitFor();
    await workbench.command("Tidemark: Open as table");
    grid = await workbench.webview("grid-page");
    await expect.poll(count).toBe("3 rows · 2 columns");
    await writeFile(join(editor.folder, "orders.csv"), 'id,text\n1,"two\nlines"\n2,plain\n3,last\n4,new\n');
    await expect.poll(count).toBe("4 rows · 2 columns");
    await grid.locator('.grid-row[aria-rowindex="4"] .grid-cell').last().click();
    await grid.getByTestId("grid-open-text").click();
    await expect.poll(() => workbench.page.locator(".statusbar").textContent()).toContain("Ln 5, Col 7 (4 selected)");
  });
});

describe("a JSON Lines file", () => {
  it("leads from a cell to its value in the text", async () => {
    await workbench.command("View: Close All Editors");
    await open("events.jsonl");
    await workbench.page.locator(".tab.active").filter({ hasText: "events.jsonl" }).waitFor();
    await workbench.command("Tidemark: Open as table");
    grid = await workbench.webview("grid-page");
    await expect.poll(count).toBe("2 rows · 2 columns");
    await grid.locator('.grid-row[aria-rowindex="3"] .grid-cell').last().click();
    await grid.getByTestId("grid-open-text").click();
    await expect.poll(() => workbench.page.locator(".statusbar").textContent()).toContain("Ln 3, Col 17 (7 selected)");
  });
});

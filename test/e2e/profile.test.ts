import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  const instance = await DuckDBInstance.create();
  const database = await instance.connect();
  await database.run(
    `COPY (SELECT range AS id, 20 + ((range * 7919) % 1009) / 20.0 + ((range * 104729) % 997) / 20.0 AS age,
       CASE WHEN range % 9 = 0 THEN NULL ELSE ['de', 'de', 'fr', 'it'][1 + range % 4] END AS country,
       DATE '2025-01-01' + ((range * range) % 400)::INT AS day, range % 3 = 0 AS churned,
       CASE WHEN range % 9 < 2 THEN NULL ELSE exp(((range * 7919) % 1009) / 200.0) END AS income
     FROM range(20000)) TO '${join(editor.folder, "people.csv")}'`,
  );
  database.closeSync();
  instance.closeSync();
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

it("a data file's profile opens by command, with its columns and one in detail", async () => {
  await workbench.openFile("people.csv");
  await workbench.page.locator(".tab.active").filter({ hasText: "people.csv" }).waitFor();
  await workbench.command("Tidemark: Profile data");
  const page = await workbench.webview("profile-page");
  expect(await page.getByTestId("profile-head").textContent()).toBe("20,000 rows, 6 columns, no row twice");
  await page.getByTestId("profile-column").filter({ hasText: "country" }).click();
  const detail = page.getByTestId("profile-detail");
  await expect.poll(() => detail.textContent()).toContain("2,223 (11.1 %)");
  expect(await detail.textContent()).toContain("de");
  await page.getByTestId("profile-column").filter({ hasText: "age" }).click();
  await expect.poll(() => detail.textContent()).toContain("Standard deviation");
  expect(await page.getByTestId("profile-missing").textContent()).toContain("country, income");
  await workbench.screenshots("profile");
});

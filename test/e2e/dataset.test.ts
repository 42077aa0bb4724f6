import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.screenshot(`failed-${task.name}`)));

it("a data set opens by command, with its checks, the rows that fail them, and its versions", async () => {
  await workbench.command("Tidemark: Show data set");
  await workbench.page.locator(".quick-input-list .label-name").filter({ hasText: "customers" }).first().click();
  const page = await workbench.webview("dataset-page");
  await expect.poll(() => page.getByTestId("check-words").textContent()).toContain("failed");
  await expect.poll(() => page.getByTestId("versions-table").textContent()).toContain("v1");

  const outcome = page.getByTestId("outcome").filter({ hasText: "age/max" });
  await outcome.getByTestId("show-rows").click();
  await expect
    .poll(() => page.getByTestId("failing-rows-table").locator("td.failing-value").count())
    .toBeGreaterThan(0);

  const file = join(editor.folder, "data", "customers.csv");
  const text = await readFile(file, "utf8");
  await writeFile(file, text.split("\n").slice(0, -4).join("\n"));
  await expect.poll(() => page.getByTestId("versions-table").textContent()).toContain("v2");
  await expect.poll(() => page.getByTestId("column-history").textContent()).toContain("v1 to v2");
  await expect.poll(() => page.getByTestId("check-history").count()).toBe(1);
  await workbench.screenshots("dataset");

  await page.getByTestId("choose-version").filter({ hasText: "v1" }).click();
  await expect.poll(() => page.getByRole("heading", { level: 1 }).textContent()).toContain("v1");
});

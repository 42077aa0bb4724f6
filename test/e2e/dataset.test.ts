import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

beforeAll(async () => {
  editor = await openEditor();
  workbench = editor.workbench;
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

it("a data set opens by command, with its checks, the rows that fail them, and its versions", async () => {
  await workbench.commandThenChoose("Tidemark: Show data set", "customers");
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

it("a run's data, and what was made from it, are a graph", async () => {
  // A page keeps the keyboard from the terminal.
  await workbench.command("View: Close All Editors");
  await workbench.runInTerminal("python churn.py && tidemark features build");
  await workbench.models.getByRole("treeitem", { name: /^churn/ }).waitFor({ timeout: 90_000 });
  await workbench.command("View: Hide Panel");
  await workbench.command("Tidemark: Show lineage");
  const page = await workbench.webview("lineage-page");
  await expect
    .poll(() =>
      page.getByTestId("lineage-node").evaluateAll((nodes) => nodes.map((node) => node.getAttribute("aria-label"))),
    )
    .toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^data customers v\d+, checks failed$/),
        expect.stringMatching(/^feature spending_by_country v1, checks passed$/),
        "run churn finished",
        "model churn v1",
      ]),
    );
  await page.getByTestId("lineage-node").filter({ hasText: "customers" }).last().click();
  await workbench.screenshots("lineage");

  await page.locator('[data-kind="run"]').dblclick();
  const run = await workbench.webview("run-page");
  await run.getByRole("tab", { name: /^Data/ }).click();
  const versions = run.getByTestId("data-versions");
  await expect.poll(() => versions.textContent()).toContain("training");
  expect(await versions.textContent()).toContain("failed");
  await workbench.screenshots("run-data");
});

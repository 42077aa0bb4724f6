import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, it } from "vitest";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

const contract = "datasets:\n  people:\n    source: people.csv\n    time: born\n";

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  await writeFile(join(editor.folder, "people.csv"), "name,born,age\nAnn,1990-01-02,34\n");
  await writeFile(join(editor.folder, "tidemark.yaml"), contract);
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
  await workbench.openFile("tidemark.yaml");
  await workbench.page.locator(".tab.active").filter({ hasText: "tidemark.yaml" }).waitFor();
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

const suggestion = (label: string) =>
  workbench.page.locator(".suggest-widget .monaco-list-row").filter({ hasText: label }).first();

describe("writing tidemark.yaml", () => {
  it("says what a word means, and a column's type", async () => {
    await workbench.page
      .locator(".view-line span span")
      .filter({ hasText: /^\s*born$/ })
      .last()
      .hover();
    const hover = workbench.page.locator(".monaco-hover");
    await hover.filter({ hasText: "DATE" }).filter({ hasText: "when a row came to be" }).first().waitFor();
    await workbench.screenshots("config-hover");
  });

  it("offers the data's columns", async () => {
    await workbench.page.keyboard.press("Control+End");
    await workbench.page.keyboard.type("    keys: [");
    // Choosing a theme closes the list.
    for (const theme of ["light", "dark"] as const) {
      await workbench.useTheme(theme);
      await workbench.page.keyboard.press("Control+Space");
      await suggestion("name").waitFor();
      await workbench.screenshot(`${theme}/config-completion`);
    }
    await workbench.page.keyboard.type("na");
    await suggestion("name").click();
    await workbench.page.locator(".view-line").filter({ hasText: "keys: [name" }).waitFor();
  });
});

import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

const contract = `datasets:
  people:
    source: people.csv
    columns:
      name: {nulls: false}
      age: {type: integer, min: 0, max: 120}
      country: {values: [de, fr]}
`;
const people = 'name,age,country\n"Ann\nMary",34,de\nBob,340,fr\nÄnne,27,xx\n';

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  // Tests say themselves when a file is saved.
  await mkdir(join(editor.folder, ".vscode"), { recursive: true });
  await writeFile(join(editor.folder, ".vscode", "settings.json"), '{"files.autoSave": "off"}');
  await writeFile(join(editor.folder, "tidemark.yaml"), contract);
  await writeFile(join(editor.folder, "people.csv"), people);
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

const open = async (file: string): Promise<void> => {
  await workbench.openFile(file, join(editor.folder, file));
  await workbench.page.locator(".tab.active").filter({ hasText: file }).waitFor();
};
/** The Problems panel's lines below files. */
const problems = () =>
  workbench.page
    .locator(".markers-panel .monaco-list-row .marker-message-line, .markers-panel .monaco-list-row .details")
    .allTextContents();
const position = () => workbench.page.locator(".markers-panel .marker-line").allTextContents();

/** Puts the cursor at a line and column of the open file. */
const goTo = async (place: string): Promise<void> => {
  const [line, column] = place.split(":");
  const input = workbench.page.locator(".quick-input-widget .quick-input-box input");
  await workbench.page.keyboard.press("Control+g");
  await input.fill(`:${place}`);
  // Before the place is offered, Enter is not heard.
  await workbench.page
    .locator(".quick-input-list .label-name")
    .filter({ hasText: `line ${line} at column ${column}` })
    .click();
  await input.waitFor({ state: "hidden" });
  await workbench.page.locator(".statusbar").getByText(`Ln ${line}, Col ${column}`).waitFor();
};
/** Opens the menu of quick fixes at a place. */
const quickFixes = async (file: string, place: string): Promise<void> => {
  await open(file);
  await goTo(place);
  // The menu closes when problems are marked anew.
  const menu = workbench.page.locator(".action-widget .monaco-list-row").first();
  const isOpen = async (): Promise<boolean> => {
    await workbench.page.keyboard.press("Control+.");
    return await menu.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  };
  await expect.poll(isOpen).toBe(true);
};
const choose = (title: string) => workbench.page.locator(".action-widget").getByText(title).last();

describe("data that does not keep its contract", () => {
  it("is checked once the folder is there, at the exact values", async () => {
    await open("people.csv");
    await workbench.page.keyboard.press("Control+Shift+m");
    await workbench.page.locator(".markers-panel").waitFor();
    await expect.poll(async () => (await problems()).join("\n")).toContain("340");
    const all = (await problems()).join("\n");
    expect(all).toContain("120");
    expect(all).toContain("xx");
    // Below the quoted line break: records are no lines.
    expect((await position()).join(" ")).toMatch(/Ln 4, Col 5.*Ln 5, Col 9/);
    await expect.poll(() => workbench.page.locator(".squiggly-error").count()).toBeGreaterThanOrEqual(2);
    await workbench.screenshots("data-problems");
  });

  it("is listed in the Data view, with the checks that fail, which lead to the cell", async () => {
    const tree = workbench.page.getByRole("tree", { name: "Data" });
    await tree.getByRole("treeitem", { name: /^people, 2 failed of \d+ checks/ }).waitFor();
    await workbench.screenshots("data-view");
    await open("tidemark.yaml");
    await tree.getByRole("treeitem", { name: /^country\/values: / }).click();
    await workbench.page.locator(".tab.active").filter({ hasText: "people.csv" }).waitFor();
    await workbench.page
      .locator(".statusbar")
      .getByText(/^Ln 5, Col 11 \(2 selected\)/)
      .waitFor();
  });

  it("can be allowed by a quick fix, which adds the value to the contract", async () => {
    await quickFixes("people.csv", "5:9");
    await choose('Allow "xx" in the contract').click();
    await open("tidemark.yaml");
    await workbench.page.keyboard.press("Control+s");
    await expect.poll(async () => (await problems()).join("\n")).not.toContain("xx");
    expect(await readFile(join(editor.folder, "tidemark.yaml"), "utf8")).toContain('values: [de, fr, "xx"]');
    await writeFile(join(editor.folder, "tidemark.yaml"), contract);
    await expect.poll(async () => (await problems()).join("\n")).toContain("xx");
  });

  it("is checked again when it is saved, and not before", async () => {
    await open("people.csv");
    await goTo("4:8");
    await workbench.page.keyboard.press("Backspace");
    expect((await problems()).join("\n")).toContain("120");
    await workbench.page.keyboard.press("Control+s");
    await expect.poll(async () => (await problems()).join("\n")).not.toContain("120");
    expect((await problems()).join("\n")).toContain("xx");
  });

  it("is checked again when another program has written it", async () => {
    await appendFile(join(editor.folder, "people.csv"), "Carl,-5,de\n");
    await expect.poll(async () => (await problems()).join("\n")).toContain("-5");
    await writeFile(join(editor.folder, "people.csv"), "name,age,country\nAnn,34,de\n");
    await expect.poll(problems).toEqual([]);
  });

  it("is told while the contract is written", async () => {
    await open("tidemark.yaml");
    await workbench.page.keyboard.press("Control+End");
    try {
      // At once: key by key, the editor adds brackets of its own and may accept a suggestion.
      await workbench.page.keyboard.insertText("      zip: {mni: 3}");
      await expect.poll(async () => (await problems()).join("\n")).toContain("mni");
    } finally {
      await workbench.command("File: Revert File");
    }
    await expect.poll(async () => (await problems()).join("\n")).not.toContain("mni");
  });

  it("is mended by quick fixes where there is one way to understand it, one value or all of the file", async () => {
    const sales = join(editor.folder, "sales.csv");
    const rows = (...amounts: string[]) =>
      `id,amount,note\n${amounts.map((amount, at) => `${at + 1},${amount},x\n`).join("")}`;
    await writeFile(sales, rows('"1,234.50"', '"2.5"', "N/A", '"1,234"', '"7,25"', "-"));
    await writeFile(
      join(editor.folder, "tidemark.yaml"),
      "datasets:\n  sales:\n    source: sales.csv\n    columns:\n      amount: {type: number}\n",
    );
    await expect.poll(async () => (await problems()).join("\n")).toContain("1,234.50");
    await quickFixes("sales.csv", "2:4");
    await choose("Write it as 1234.50").waitFor();
    await workbench.screenshot("data-quick-fixes");
    await choose("Rewrite all values of amount in this file that can be read in one way").click();
    await expect.poll(() => workbench.page.locator(".view-line").allTextContents()).toContain('5,"7.25",x');
    await workbench.page.keyboard.press("Control+s");
    await expect.poll(() => readFile(sales, "utf8")).toBe(rows('"1234.50"', '"2.5"', "N/A", '"1,234"', '"7.25"', "-"));
    await expect.poll(async () => (await problems()).join("\n")).not.toContain("1,234.50");

    await quickFixes("sales.csv", "7:3");
    await choose('Empty this cell, which has "-"').click();
    await workbench.page.keyboard.press("Control+s");
    await expect.poll(() => readFile(sales, "utf8")).toMatch(/\n6,,x\n$/);
    await expect.poll(async () => (await problems()).join("\n")).toContain("2 of 5 values");
    await quickFixes("sales.csv", "4:3");
    await choose('Read "N/A" as null, in the contract').click();
    await open("tidemark.yaml");
    await workbench.page.keyboard.press("Control+s");
    await expect.poll(async () => (await problems()).join("\n")).not.toContain("N/A");
    expect(await readFile(join(editor.folder, "tidemark.yaml"), "utf8")).toContain(
      'source: {path: sales.csv, nulls: ["", "N/A"]}',
    );
    expect((await problems()).join("\n")).toContain("1,234");
  });

  it("leads to all rows that fail", async () => {
    await quickFixes("sales.csv", "5:4");
    await choose("Show failing rows").click();
    const page = await workbench.webview("dataset-page");
    await expect.poll(() => page.locator("td.failing-value").allTextContents()).toEqual(["1,234"]);
    await workbench.screenshots("dataset-failing-rows");
  });
});

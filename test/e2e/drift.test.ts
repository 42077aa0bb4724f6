import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { uniforms } from "../unit/statistics/golden/generator.ts";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

const csv = (rows: number, seed: number, shift: number): string => {
  const drawn = uniforms(seed, 6 * rows);
  const u = (row: number, column: number): number => drawn[6 * row + column] ?? 0;
  const lines = Array.from({ length: rows }, (_, row) => {
    const age = Math.round(20 + 25 * (u(row, 0) + u(row, 1)));
    const income = u(row, 2) < 0.02 + shift / 5 ? "" : Math.round(1500 * Math.exp(2 * u(row, 3) + shift));
    const country = u(row, 4) < 0.6 - shift ? "de" : u(row, 4) < 0.8 ? "fr" : shift > 0 ? "es" : "it";
    const day = new Date(Date.UTC(2026, shift > 0 ? 1 : 0, 1 + Math.floor(27 * u(row, 5)))).toISOString().slice(0, 10);
    return [day, age, income, country, u(row, 1) < 0.4].join(",");
  });
  return `day,age,income,country,member\n${lines.join("\n")}\n`;
};

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  const write = (name: string, text: string) => writeFile(join(editor.folder, name), text);
  await write("january.csv", csv(4000, 1, 0));
  await write("february.csv", csv(3000, 2, 0.3));
  await write("few.csv", csv(40, 3, 0));
  const people = Array.from({ length: 1000 }, (_, i) =>
    [`train,${20 + (i % 40)},${i % 10 < 3 ? "de" : "fr"}`, `test,${70 + (i % 40)},${i % 10 < 7 ? "de" : "fr"}`].join(
      "\n",
    ),
  );
  await write("people.csv", `part,age,country\n${people.join("\n")}\n`);
  await write("tidemark.yaml", "datasets:\n  people: {source: people.csv, split: part}\n");
  await workbench.showExperiments();
  // The list of commands is made when it opens: before the engine is there, this one is not in it.
  await workbench.page.locator(".statusbar .codicon-pulse").waitFor();
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

async function compare(reference: string, current: string) {
  await workbench.command("Tidemark: Compare data…");
  await workbench.page.getByText("what it was before").waitFor();
  await workbench.page.keyboard.type(reference);
  await workbench.choose(new RegExp(reference));
  await workbench.page.getByText(`what ${reference} has become`).waitFor();
  await workbench.page.keyboard.type(current);
  await workbench.choose(new RegExp(current));
  return workbench.webview("verdict");
}

/** As the store has them: what the editor notes after a file has changed. */
function profiledVersions(): number {
  using store = new DatabaseSync(join(editor.folder, ".tidemark", "store.db"), { readOnly: true });
  const [row] = store.prepare("SELECT count(*) AS versions FROM data_version WHERE profile IS NOT NULL").all();
  return Number(row?.versions);
}

describe("a comparison of data", () => {
  it("says what has changed, the most first, and draws it", async () => {
    const page = await compare("january.csv", "february.csv");
    await expect.poll(() => page.getByTestId("verdict").textContent()).toBe("Drift");
    const words = await page.getByTestId("verdict-words").textContent();
    expect(words).toMatch(/^3 of 5 columns changed: /);
    const columns = page.getByTestId("drift-column");
    expect(await columns.count()).toBe(5);
    expect(await columns.first().locator("svg").count()).toBeGreaterThan(0);
    await workbench.screenshots("drift");
  });

  it("narrows its columns down, by keyboard too", async () => {
    const page = await workbench.webview("verdict");
    await page.getByTestId("only-changed").click();
    await expect.poll(() => page.getByTestId("drift-column").count()).toBe(3);
    await page.getByTestId("only-changed").click();
    const member = page.getByTestId("drift-column").filter({ hasText: "member" });
    await member.locator("summary").first().focus();
    await workbench.page.keyboard.press("Enter");
    await expect.poll(() => member.getAttribute("open")).toBe("");
  });

  it("is cut into slices and windows of time, each column drawn over them", async () => {
    const page = await workbench.webview("verdict");
    await page.getByTestId("cut-by").click();
    await page.getByRole("option", { name: "Each country" }).click();
    await expect
      .poll(() => page.getByTestId("parts-words").textContent())
      .toMatch(/^Drift in \d of 4 slices by country/);
    expect(await page.getByTestId("part-multiple").count()).toBe(4);
    await page.getByTestId("drift-parts").scrollIntoViewIfNeeded();
    await workbench.screenshots("drift-slices");
    await page.getByTestId("cut-by").click();
    await page.getByRole("option", { name: "Time: day" }).click();
    await expect.poll(() => page.getByTestId("parts-words").textContent()).toMatch(/windows of a week by day/);
    await expect.poll(() => page.getByTestId("part-multiple").first().locator("rect").count()).toBeGreaterThan(3);
    await page.getByTestId("parts-words").scrollIntoViewIfNeeded();
    await workbench.screenshots("drift-windows");
  });

  it("shows the rows behind a change in a table, of what was before as well", async () => {
    const page = await workbench.webview("verdict");
    const country = page.getByTestId("drift-column").filter({ hasText: "country" });
    await country.getByTestId("show-rows-current").click();
    const grid = await workbench.webviewWith('[role="grid"]');
    await expect.poll(() => grid.getByRole("grid").textContent()).toContain("es");
    expect(await grid.getByRole("grid").textContent()).not.toContain("fr");
    await workbench.screenshot("light/drift-rows");
    await workbench.command("View: Close Editor");
    await country.getByTestId("show-rows-reference").click();
    const before = await workbench.webviewWith('[role="grid"]');
    await expect.poll(() => before.getByRole("grid").textContent()).toContain("it");
    expect(await before.getByRole("grid").textContent()).not.toContain("de");
    await workbench.command("View: Close All Editors");
  });

  it("shows the rows of a part of a data set, and of another column in the same table", async () => {
    await workbench.command("Tidemark: Compare data…");
    for (const [title, part] of [
      ["what it was before", "train"],
      ["what people (train) has become", "test"],
    ] as const) {
      await workbench.page.getByText(title).waitFor();
      await workbench.page.keyboard.type(part);
      await workbench.choose(/people$/);
    }
    const page = await workbench.webview("verdict");
    const rows = (column: string) =>
      page.getByTestId("drift-column").filter({ hasText: column }).getByTestId("show-rows-current").click();
    await expect.poll(() => page.getByTestId("verdict").textContent()).toBe("Drift");
    await rows("country");
    const grid = await workbench.webviewWith('[role="grid"]');
    const count = () => grid.getByTestId("grid-count").textContent();
    await expect.poll(count).toMatch(/^700 rows/);
    expect(await grid.getByRole("grid").textContent()).not.toContain("train");
    await workbench.screenshots("drift-rows-of-part");
    await rows("age");
    await expect.poll(count).toMatch(/^1,000 rows/);
    await workbench.command("View: Close All Editors");
  });

  it("compares versions that are chosen, draws each column over all of them, and swaps the sides", async () => {
    const older = await readFile(join(editor.folder, "people.csv"), "utf8");
    await writeFile(join(editor.folder, "people.csv"), older.replaceAll(",de", ",es"));
    await expect.poll(profiledVersions).toBe(2);
    const page = await compare("people v1", "people v2");
    await expect.poll(() => page.getByTestId("verdict").textContent()).toBe("Drift");
    await page.getByTestId("column-history").scrollIntoViewIfNeeded();
    await workbench.screenshots("drift-versions");
    expect(await page.getByTestId("affected").textContent()).toContain("No run is known to have used these versions.");
    await page.getByTestId("swap").click();
    await workbench.page.getByText("Drift: people v2 → people v1").first().waitFor();
    // The page begins anew, in a frame of its own.
    const before = async () => (await workbench.webview("verdict")).getByTestId("side-reference").textContent();
    await expect.poll(before).toContain("people v2");
    await workbench.command("View: Close All Editors");
  });

  it("says plainly that a few rows can't tell", async () => {
    const page = await compare("january.csv", "few.csv");
    await expect.poll(() => page.getByTestId("verdict").textContent()).toBe("Too small to tell");
    await workbench.screenshots("drift-too-small");
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

beforeAll(async () => {
  editor = await openEditor();
  workbench = editor.workbench;
  await workbench.showExperiments();
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

describe("a run's traces", () => {
  it("are listed on its page, failed ones as such", async () => {
    // A terminal that is older than the engine's address is started again by VS Code.
    await workbench.page.getByText("No runs yet").waitFor();
    await workbench.runInTerminal("python predict.py");
    await workbench.row(/^requests/).click({ timeout: 90_000 });
    await workbench.command("View: Hide Panel");
    const page = await workbench.webview("run-page");
    await page.getByRole("tab", { name: /Traces/ }).click();
    const rows = page.getByTestId("traces-table").locator("tbody tr");
    await expect.poll(() => rows.count()).toBe(9);
    const states = await page.getByTestId("trace-state").allTextContents();
    expect(states.map((state) => state.trim())).toEqual(["Error", ...Array(8).fill("OK")]);
    await workbench.screenshots("traces");
  });

  it("open as a waterfall, whose spans show what went in and out", async () => {
    const page = await workbench.webview("run-page");
    await page.getByTestId("open-trace").nth(1).click();
    const spans = page.getByTestId("waterfall").getByRole("treeitem");
    await expect
      .poll(() => spans.evaluateAll((lines) => lines.map((line) => line.getAttribute("aria-label")?.split(",")[0])))
      .toEqual(["read", "parse", "neighbours", "vote"]);
    await spans.first().press("End");
    await expect.poll(() => page.getByTestId("span-panel").textContent()).toMatch(/^\s*vote.*share of votes/s);
    await workbench.screenshots("trace");
  });

  it("say where and why they failed", async () => {
    const page = await workbench.webview("run-page");
    await page.getByTestId("back-to-traces").click();
    await page.getByTestId("open-trace").first().click();
    const parse = page.getByTestId("waterfall").getByRole("treeitem", { name: /^parse, .*failed/ });
    await parse.click();
    await expect
      .poll(() => page.getByTestId("span-panel").textContent())
      .toContain("An image has 64 pixels, and this one 10.");
    await workbench.screenshots("trace-failed");
  });
});

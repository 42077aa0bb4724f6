import { execFile } from "node:child_process";
import { globSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { EngineInfo } from "../../src/protocol/engineInfo.ts";
import { type Editor, openEditor } from "./support/openEditor.ts";
import { measureLatency } from "./support/pointLatency.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

beforeAll(async () => {
  editor = await openEditor();
  workbench = editor.workbench;
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

const engineInfo = async (): Promise<EngineInfo> =>
  EngineInfo.parse(JSON.parse(await readFile(join(editor.folder, ".tidemark", "engine.json"), "utf8")));

describe("a training run, end to end", () => {
  it("is invited by an empty view", async () => {
    await workbench.showExperiments();
    await workbench.page.getByText("No runs yet").waitFor();
    await workbench.screenshots("empty");
  });

  it("appears in the tree while its script still runs", async () => {
    await workbench.runInTerminal("python train.py --epochs 150");
    await workbench.row(/Running/).waitFor({ timeout: 90_000 });
    await workbench.row(/Finished/).waitFor({ timeout: 90_000 });
    expect(await workbench.labels()).toEqual([
      expect.stringMatching(/^digits/),
      expect.stringMatching(/Finished.*val\/accuracy 0\.9/),
    ]);
  });

  it("opens as a page with every curve drawn", async () => {
    await workbench.row(/Finished/).click();
    const page = await workbench.webview("run-page");
    await workbench.command("View: Hide Panel");
    for (const metric of ["train/loss", "train/accuracy", "val/loss", "val/accuracy"]) {
      const chart = page.locator(`figure[data-metric="${metric}"]`);
      await chart.scrollIntoViewIfNeeded();
      await expect.poll(() => chart.getAttribute("data-points")).toBe("150");
      await expect.poll(() => workbench.isPainted(chart.locator("canvas"))).toBe(true);
    }
    await page.getByTestId("run-page").evaluate((element) => element.ownerDocument.defaultView?.scrollTo(0, 0));
    await workbench.screenshots("run");
  });

  it("shows a point soon after it was logged", async () => {
    const { port, token } = await engineInfo();
    const { median, slowest } = await measureLatency(workbench, { url: `http://127.0.0.1:${port}`, token }, 30);
    console.log(`log_metric → point on the open chart: median ${median} ms, slowest of 30 ${slowest} ms`);
  });

  it("is compared with another run", async () => {
    await workbench.runInTerminal("python train.py --learning-rate 0.01 --hidden 64");
    const finished = workbench.runs(/Finished.*val\/accuracy/);
    await expect.poll(() => finished.count(), { timeout: 90_000 }).toBe(2);
    await workbench.command("View: Hide Panel");
    await finished.nth(0).click();
    await finished.nth(1).click({ modifiers: ["ControlOrMeta"] });
    await workbench.command("Tidemark: Compare runs");
    // The palette does not know what is selected in a tree: Tidemark asks, with the selected runs ticked.
    await workbench.page.getByText("2 Selected").waitFor();
    await workbench.page.keyboard.press("Enter");
    const page = await workbench.webview("compare-page");
    const table = page.getByTestId("compare-table").first();
    await expect.poll(() => table.textContent()).toContain("learning_rate");
    const chart = page.getByTestId("metric-chart").first();
    await chart.scrollIntoViewIfNeeded();
    await expect.poll(() => chart.getAttribute("data-points")).toBe("180");
    await expect.poll(() => workbench.isPainted(chart.locator("canvas"))).toBe(true);
    await chart.locator(".plot").hover();
    // All charts in sight say what their runs were at that step.
    await expect.poll(() => page.getByTestId("chart-tooltip").count()).toBeGreaterThanOrEqual(2);
    await workbench.screenshot("compare-cursor");
    await page.getByTestId("compare-page").evaluate((element) => element.ownerDocument.defaultView?.scrollTo(0, 0));
    await workbench.screenshots("compare");
  });

  it("is the same in a second window, from the same engine", async () => {
    const before = await engineInfo();
    const second = await editor.openWindow();
    await second.showExperiments();
    await expect.poll(() => second.runs(/val\/accuracy/).count()).toBe(2);
    expect(await engineInfo()).toEqual(before);
    await second.page.close();
  });

  it("is listed by the installed package's own command", async () => {
    const [command = "missing"] = globSync("tidemark.tidemark-*/bin/tidemark.mjs", { cwd: editor.extensionsFolder });
    const file = join(editor.extensionsFolder, command);
    const { stdout } = await promisify(execFile)(process.execPath, [file, "runs", "--json"], { cwd: editor.folder });
    const runs = z.array(z.object({ name: z.string(), status: z.string() })).parse(JSON.parse(stdout));
    expect(runs.map(({ status }) => status)).toEqual(["FINISHED", "FINISHED", "FINISHED"]);
  });

  it("needs little time to activate the extension", async () => {
    const milliseconds = await workbench.activationTime("Tidemark");
    console.log(`Activation, as VS Code reports it: ${milliseconds} ms`);
    expect(milliseconds).toBeGreaterThan(0);
  });
});

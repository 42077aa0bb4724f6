import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import { type LoggedRun, logRuns } from "../support/logRuns.ts";
import type { Served } from "../support/mlflowApi.ts";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;
let served: Served;
let page: Frame;

const optimizers = ["adam", "sgd"];

/** The later, the smaller the loss. */
const run = (index: number): LoggedRun => ({
  name: `run-${String(index).padStart(3, "0")}`,
  params: {
    learning_rate: String(0.001 * (1 + (index % 7))),
    optimizer: optimizers[index % 2] ?? "",
    seed: String(index),
  },
  metrics: { loss: [2, 1 / (index + 1), 1.5 / (index + 1)], accuracy: [0.1, 1 - 1 / (index + 2)] },
});

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
  const engine = await attachEngine(editor.folder, { client: "test", version: "0" });
  if (engine?.status.token == null) throw new Error("There is no engine with a token.");
  served = { url: engine.status.url, token: engine.status.token };
  engine.dispose();
  await logRuns(
    served,
    "sweep",
    Array.from({ length: 300 }, (_, index) => run(index)),
  );
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

const names = () => page.getByTestId("run-open").allTextContents();
const count = () => page.getByTestId("runs-count").textContent();
const title = (label: string) => page.getByTestId("runs-title").filter({ hasText: label });
async function filter(text: string): Promise<void> {
  await page.getByTestId("runs-filter").fill(text);
  await page.getByTestId("runs-filter").press("Enter");
}

describe("the table of an experiment's runs", () => {
  it("opens from the palette, the newest run first, and draws only what is in sight", async () => {
    await workbench.command("Tidemark: Show runs as a table");
    await workbench.choose(/^sweep/);
    page = await workbench.webview("runs-page");
    await expect.poll(count).toBe("300 runs");
    expect((await names())[0]).toBe("run-299");
    expect((await names()).length).toBeLessThan(60);
    await workbench.screenshots("runs-table");
    page = await workbench.webview("runs-page");
  });

  it("is sorted by a click, and by several columns with Shift", async () => {
    await title("optimizer").click();
    await expect.poll(async () => (await names())[0]).toBe("run-298");
    await title("loss").click({ modifiers: ["Shift"] });
    await expect.poll(async () => (await names())[0]).toBe("run-000");
    await page.getByTestId("runs-clear-sort").click();
    await expect.poll(async () => (await names())[0]).toBe("run-299");
  });

  it("scrolls to its end by the keyboard", async () => {
    await page.getByTestId("runs-grid").focus();
    await page.getByTestId("runs-grid").press("End");
    await expect.poll(async () => (await names()).at(-1)).toBe("run-000");
    await page.getByTestId("runs-grid").press("Home");
    await expect.poll(async () => (await names())[0]).toBe("run-299");
  });

  it("is narrowed by a query, and marks the place of what is wrong in one", async () => {
    await filter("best(loss) < 0.005 AND (params.optimizer = 'sgd' OR params.seed = 298)");
    await expect.poll(count).toBe("51 runs");
    await filter("loss < 0.005");
    await expect
      .poll(() => page.getByTestId("runs-fault").textContent())
      .toContain('A run has no "loss": write metrics.loss');
    expect(await page.getByTestId("runs-fault").locator("pre").textContent()).toBe("loss < 0.005\n^~~~");
    await workbench.screenshots("runs-table-fault");
    page = await workbench.webview("runs-page");
    await filter("");
    await expect.poll(count).toBe("300 runs");
  });

  it("shows how a column's values are distributed, each of which narrows the runs", async () => {
    const open = async (label: string): Promise<void> => {
      const header = page.locator(".runs-header").filter({ hasText: label });
      await header.hover();
      await header.getByTestId("column-filter").click();
    };
    const groups = async () =>
      (await page.getByTestId("value-group").allTextContents()).map((text) => text.replace(/\s+/g, " ").trim());
    await open("optimizer");
    await expect.poll(groups).toEqual(["adam 150", "sgd 150"]);
    await page.getByTestId("value-group").first().click();
    await expect.poll(count).toBe("150 runs");
    await expect.poll(groups).toEqual(["adam 150"]);
    await open("loss");
    await expect.poll(async () => (await groups()).at(-1)).toBe("1.5 1");
    await workbench.screenshots("runs-table-values");
    page = await workbench.webview("runs-page");
    await page.getByTestId("value-group").first().press("Escape");
    await expect.poll(() => page.getByTestId("value-filter").count()).toBe(0);
    await filter("");
    await expect.poll(count).toBe("300 runs");
  });

  it("offers how a query may go on", async () => {
    const field = page.getByTestId("runs-filter");
    const offers = () => page.getByTestId("query-offers").getByRole("option").allTextContents();
    await field.fill("acc");
    await expect.poll(offers).toEqual([expect.stringContaining("metrics.accuracy")]);
    await field.press("Tab");
    expect(await field.inputValue()).toBe("metrics.accuracy ");
    await field.pressSequentially("> 0.99 AND best(lo");
    await expect.poll(offers).toEqual([expect.stringContaining("loss")]);
    await workbench.screenshot("runs-table-offers");
    await filter("metrics.accuracy > 0.99 AND best(loss) < 0.004");
    await expect.poll(count).toBe("50 runs");
    await filter("");
    await expect.poll(count).toBe("300 runs");
  });

  it("has the columns that are chosen, of a metric also its best value", async () => {
    await page.getByTestId("runs-columns").click();
    await page.getByTestId("column-seed").click();
    await expect.poll(() => title("seed").count()).toBe(0);
    await page.getByTestId("take-loss").click();
    await page.getByRole("option", { name: "best value" }).click();
    await expect.poll(() => title("best(loss)").count()).toBe(1);
    await page.getByTestId("take-accuracy").click();
    await page.getByRole("option", { name: "mean of last" }).click();
    await page.getByTestId("take-number-accuracy").fill("2");
    await page.getByTestId("take-number-accuracy").press("Enter");
    await expect.poll(() => title("mean(accuracy, 2)").count()).toBe(1);
    await page.getByTestId("take-accuracy").click();
    await page.getByRole("option", { name: "at step" }).click();
    await expect.poll(() => title("accuracy at 0").count()).toBe(1);
    await workbench.screenshots("runs-table-columns");
    page = await workbench.webview("runs-page");
    await page.getByTestId("runs-columns").click();
    await title("learning_rate").press("Alt+ArrowLeft");
    const order = () => page.getByTestId("runs-title").allTextContents();
    const places = async () => (await order()).map((text) => text.trim());
    await expect
      .poll(async () => (await places()).indexOf("learning_rate"))
      .toBeLessThan((await places()).indexOf("best(loss)"));
  });

  it("leaves out parameters that are the same in all runs in sight", async () => {
    await filter("params.optimizer = 'sgd'");
    await expect.poll(count).toBe("150 runs");
    await page.getByTestId("runs-only-changed").click();
    await expect.poll(() => title("optimizer").count()).toBe(0);
    expect(await title("learning_rate").count()).toBe(1);
    await page.getByTestId("runs-only-changed").click();
    await filter("");
    await expect.poll(() => title("optimizer").count()).toBe(1);
  });

  it("puts runs together by their parameters, with mean, interval and number, and leads to those of a group", async () => {
    await page.getByTestId("runs-columns").click();
    await page.getByTestId("group-optimizer").click();
    await expect.poll(count).toBe("300 runs in 2 groups");
    const lines = page.getByTestId("runs-groups").locator("tbody tr");
    expect(await lines.allTextContents()).toEqual([
      expect.stringMatching(/adam\s*150\s*.*± .*n 150/s),
      expect.stringMatching(/sgd\s*150\s*.*± .*n 150/s),
    ]);
    await workbench.screenshots("runs-groups");
    page = await workbench.webview("runs-page");
    await page.getByTestId("runs-columns").click();
    await page.getByTestId("group-open").last().click();
    await expect.poll(count).toBe("150 runs");
    expect(await page.getByTestId("runs-filter").inputValue()).toBe("params.optimizer = 'sgd'");
    await filter("");
    await expect.poll(count).toBe("300 runs");
  });

  it("is kept under a name in a file of the workspace, and comes back by it", async () => {
    await filter("metrics.accuracy > 0.99");
    await page.getByTestId("runs-save-view").click();
    await workbench.page.locator(".quick-input-widget input").first().fill("accurate");
    await workbench.page.keyboard.press("Enter");
    const file = join(editor.folder, "tidemark-views.json");
    const saved = async () => JSON.parse(await readFile(file, "utf8").catch(() => "{}"));
    await expect.poll(saved).toMatchObject({ views: [{ name: "accurate", filter: "metrics.accuracy > 0.99" }] });
    await expect.poll(() => page.getByTestId("runs-delete-view").count()).toBe(1);
    await filter("");
    await expect.poll(count).toBe("300 runs");
    expect(await page.getByTestId("runs-delete-view").count()).toBe(0);
    await page.getByTestId("runs-views").click();
    await page.getByRole("option", { name: "accurate" }).click();
    await expect.poll(count).toBe("201 runs");
    await page.getByTestId("runs-delete-view").click();
    await expect.poll(saved).toEqual({ views: [] });
    await filter("");
  });

  it("shows a run that begins while it is open", async () => {
    await logRuns(served, "another", [run(7)]);
    const engine = await attachEngine(editor.folder, { client: "test", version: "0" });
    const experiments = await engine?.request("experiments/list", {});
    engine?.dispose();
    const sweep = experiments?.experiments.find(({ name }) => name === "sweep");
    const headers = { authorization: `Bearer ${served.token}`, "content-type": "application/json" };
    const body = JSON.stringify({ experiment_id: sweep?.id, run_name: "latest", start_time: Date.now() });
    await fetch(`${served.url}/api/2.0/mlflow/runs/create`, { method: "POST", headers, body });
    await expect.poll(count, { timeout: 15_000 }).toBe("301 runs");
    await expect.poll(async () => (await names())[0]).toBe("latest");
  });

  it("leads to a comparison of the chosen runs", async () => {
    await page.getByTestId("run-choose").nth(1).click();
    await page.getByTestId("run-choose").nth(2).click();
    await page.getByTestId("runs-compare").click();
    const compare = await workbench.webview("compare-page");
    await expect.poll(() => compare.locator("main").textContent()).toContain("run-298");
  });
});

import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import { generatorOf } from "../../src/statistics/random/generator.ts";
import { type LoggedRun, logRuns } from "../support/logRuns.ts";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;
let page: Frame;

/** A random search: the learning rate decides, the optimizer a little, the seed not at all. */
function search(): LoggedRun[] {
  const { uniform, index } = generatorOf(5);
  return Array.from({ length: 160 }, (_, run) => {
    const rate = 10 ** (-4 + 3 * uniform());
    const optimizer = ["adam", "sgd", "adamw"][index(3)] ?? "";
    const layers = 1 + index(4);
    const loss = 0.2 + 0.3 * (Math.log10(rate) + 2.6) ** 2 + (optimizer === "sgd" ? 0.15 : 0) + 0.1 * uniform();
    return {
      name: `trial-${run}`,
      params: { rate: String(rate), optimizer, layers: String(layers), seed: String(index(1e6)), batch: "64" },
      metrics: { "val/loss": [1, loss], accuracy: [0.5, Math.max(0, 1 - loss)] },
    };
  });
}

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
  const engine = await attachEngine(editor.folder, { client: "test", version: "0" });
  if (engine?.status.token == null) throw new Error("There is no engine with a token.");
  const served = { url: engine.status.url, token: engine.status.token };
  engine.dispose();
  await logRuns(served, "search", search());
  await writeFile(join(editor.folder, "search.py"), script);
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

const choose = async (testId: string, label: string | RegExp): Promise<void> => {
  await page.getByTestId(testId).click();
  await page.getByTestId(testId).locator("li.option").filter({ hasText: label }).first().click();
};

/** The learning rate that it ends with is not among the tried ones. */
const script = `import mlflow

config = {"optimizer": "sgd"}


def train(layers=3, rate=0.5):
    mlflow.log_params({**config, "layers": layers, "rate": rate})
    mlflow.log_metric("val/loss", 0.5, step=1)
`;

describe("charts of an experiment's runs", () => {
  it("tell which parameters matter, and which can't be told from chance", async () => {
    await workbench.commandThenChoose("Tidemark: Show runs as a table", "search");
    page = await workbench.webview("runs-page");
    await page.getByTestId("runs-charted").click();
    await choose("chart-metric", "best(val/loss)");
    await expect
      .poll(() => page.getByTestId("importance-words").textContent())
      .toContain("The best 16 of 160 runs by smallest best(val/loss).");
    const rows = page.getByTestId("importance-table").locator("tbody tr");
    expect(await rows.first().textContent()).toMatch(/^\s*rate\s+\d\d(\.\d)? %\s+0\.00\d/);
    expect(await rows.filter({ hasText: "seed" }).textContent()).toContain("not told from chance");
    expect(await rows.count()).toBe(4);
    await workbench.screenshots("runs-charts");
  });

  it("show one column by another: points, boxes, means over fields, and numbers of runs", async () => {
    page = await workbench.webview("runs-page");
    await expect.poll(() => page.getByTestId("runs-pair").locator("circle").count()).toBe(160);
    await choose("chart-x", "optimizer");
    await expect.poll(() => page.getByTestId("runs-box").count()).toBe(3);
    await page.getByTestId("runs-pair").scrollIntoViewIfNeeded();
    await workbench.screenshots("runs-charts-boxes");
    page = await workbench.webview("runs-page");
    await choose("chart-x", "rate");
    await choose("chart-y", "layers");
    await choose("chart-color", /^\s*val\/loss\s*$/);
    await page.getByTestId("chart-heat").click();
    await page.getByTestId("runs-heat").waitFor();
    expect(await page.getByTestId("heat-field").count()).toBeGreaterThan(12);
    await page.getByTestId("runs-heat").scrollIntoViewIfNeeded();
    await workbench.screenshots("runs-charts-heat");
    page = await workbench.webview("runs-page");
    await choose("chart-y", "Number of runs");
    await page.getByTestId("runs-counts").waitFor();
  });

  it("narrow the runs to those chosen on an axis", async () => {
    const axis = page.getByTestId("parallel-axis").first();
    await axis.scrollIntoViewIfNeeded();
    const box = await axis.boundingBox();
    if (box === null) throw new Error("The axis is not in sight.");
    const { mouse } = workbench.page;
    await mouse.move(box.x + box.width / 2, box.y + box.height * 0.4);
    await mouse.down();
    await mouse.move(box.x + box.width / 2, box.y + box.height * 0.6, { steps: 4 });
    await mouse.up();
    await expect.poll(() => page.getByTestId("parallel-words").textContent()).toMatch(/^\d+ of 160 runs are chosen\.$/);
    const chosen = /^\d+/.exec((await page.getByTestId("parallel-words").textContent()) ?? "")?.[0];
    await workbench.screenshots("runs-charts-parallel");
    page = await workbench.webview("runs-page");
    await page.getByTestId("parallel-narrow").click();
    await expect.poll(() => page.getByTestId("runs-count").textContent()).toBe(`${chosen} runs`);
    expect(await page.getByTestId("runs-filter").inputValue()).toMatch(/^params\.rate BETWEEN 0\.0\d+ AND 0\.0\d+$/);
  });

  it("move an axis by the keyboard, and open a run by its point", async () => {
    const names = () => page.getByTestId("parallel-name").locator("title").allTextContents();
    const [first, second] = await names();
    await page.getByTestId("parallel-name").first().press("ArrowRight");
    await expect.poll(async () => (await names()).slice(0, 2)).toEqual([second, first]);
    await choose("chart-y", "accuracy");
    await page.getByTestId("chart-heat").click();
    await page.getByTestId("runs-pair").locator("circle").first().click({ force: true });
    await workbench.webviewWith('[data-testid="run-page"], .run-page, [data-testid="run-status"]');
  });
});

describe("code", () => {
  const lens = (text: string) => workbench.page.locator(".codelens-decoration a").filter({ hasText: text });

  it("tells above parameters what was tried of them, and leads to their runs", async () => {
    await workbench.command("View: Close All Editors");
    await workbench.openFile("search.py");
    await lens("layers: 4 values in 160 runs").waitFor({ timeout: 20_000 });
    expect(await lens("optimizer: 3 values").textContent()).toMatch(
      /^optimizer: 3 values in 160 runs · sgd: 0\.\d+ · best val\/loss: 0\.\d+ at adam\w*$/,
    );
    expect(await lens("rate: ").textContent()).toMatch(
      /^rate: 160 values in 160 runs · best val\/loss: 0\.\d+ at 0\.00\d{4}$/,
    );
    await lens("layers: 4 values").click();
    await workbench.webview("runs-page");
  });

  it("shows a metric's latest curve where it is logged", async () => {
    await workbench.openFile("search.py");
    const name = workbench.page
      .locator(".view-line span")
      .filter({ hasText: /^"val\/loss"$/ })
      .last();
    await name.hover();
    const hover = workbench.page.locator(".monaco-hover:visible").filter({ hasText: "val/loss of trial-" });
    await hover.waitFor();
    expect(await hover.textContent()).toMatch(/^val\/loss\sof\strial-159\sin\ssearch:\s0\.\d+\sat\sstep\s1/);
    const picture = hover.locator("img");
    await expect
      .poll(() => picture.evaluate((image) => (image instanceof HTMLImageElement ? image.naturalWidth : 0)))
      .toBe(260);
    await workbench.screenshot("code-hover");
  });
});

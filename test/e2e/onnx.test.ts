import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Frame } from "playwright-core";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { virtualEnvironment } from "../../scripts/environment/python.ts";
import { inRoot } from "../../scripts/root.ts";
import { attachEngine } from "../../src/client/attachEngine.ts";
import { onnxBytes, smallModel, value } from "../support/onnxFile.ts";
import { productModel, productRows } from "../support/productModel.ts";
import { registerModel } from "../support/registerModel.ts";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;
let model: Frame;

const blocks = 1000;
const operators = ["MatMul", "Add", "Relu", "Sigmoid", "Add"];

/** A residual network of five nodes a block. */
function deepModel(): Buffer {
  const node = Array.from({ length: blocks }, (_, at) => {
    const inputs = [[`v${at}`, "w"], [`m${at}`, "bias"], [`a${at}`], [`a${at}`], [`r${at}`, `s${at}`]];
    const outputs = [`m${at}`, `a${at}`, `r${at}`, `s${at}`, `v${at + 1}`];
    return operators.map((op_type, part) => ({
      op_type,
      name: `/block${at}/${op_type}${part === 4 ? "_residual" : ""}`,
      input: inputs[part],
      output: [outputs[part]],
    }));
  }).flat();
  const weights = Buffer.from(Float32Array.from({ length: 64 }, (_, at) => at / 64 - 0.5).buffer);
  return onnxBytes({
    ...smallModel,
    graph: {
      name: "deep",
      node: [...node, { op_type: "Swish", name: "last", input: [`v${blocks}`], output: ["y"] }],
      initializer: [
        { name: "w", data_type: 1, dims: [8, 8], raw_data: weights },
        { name: "bias", data_type: 1, dims: [8], raw_data: Buffer.alloc(32) },
      ],
      input: [value("v0", 1, ["batch", 8])],
      output: [value("y", 1, ["batch", 8])],
    },
  });
}

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  await writeFile(join(editor.folder, "deep.onnx"), deepModel());
  await writeFile(join(editor.folder, "small.onnx"), onnxBytes(smallModel));
  // Quick open may not list a file yet that was just written.
  await writeFile(join(editor.folder, "product.onnx"), productModel());
  await writeFile(join(editor.folder, "rows.csv"), productRows());
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

const boxes = () => model.getByTestId("onnx-box").evaluateAll((all) => all.map((box) => box.textContent ?? ""));

describe("an ONNX file", () => {
  it("opens with its facts and its graph, in which repeated blocks are one", async () => {
    await workbench.openFile("deep.onnx");
    model = await workbench.webview("onnx-page");
    const facts = model.getByTestId("onnx-facts");
    await expect.poll(() => facts.textContent()).toContain("5,001 nodes");
    expect(await facts.textContent()).toContain("float32[batch, 8]");
    await expect.poll(boxes).toEqual([expect.stringContaining("1000 × 5 nodes"), expect.stringContaining("Swish")]);
    await workbench.screenshots("onnx");
  });

  it("draws only what is in sight of 5,000 nodes, and finds one of them", async () => {
    await model.getByTestId("onnx-collapse").click();
    await expect.poll(async () => (await boxes()).length).toBeGreaterThan(5);
    expect((await boxes()).length).toBeLessThan(100);
    await model.getByTestId("onnx-search").locator("input").fill("/block777/Sig");
    await expect.poll(() => model.getByRole("status").textContent()).toBe("1 found");
    await model.getByTestId("onnx-next").click();
    await expect.poll(boxes).toContainEqual(expect.stringContaining("/block777/Sigmoid"));
    await expect.poll(() => model.getByTestId("onnx-node").textContent()).toContain("s777");
    await workbench.screenshots("onnx-node");
  });

  it("moves and zooms by keys", async () => {
    await model.getByTestId("onnx-graph").focus();
    await workbench.page.keyboard.press("PageDown");
    await expect.poll(boxes).not.toContainEqual(expect.stringContaining("/block777/Sigmoid"));
    await workbench.page.keyboard.press("0");
    await expect.poll(async () => (await boxes()).length).toBeGreaterThan(4000);
  });

  it("reads the values of an initialiser when it is asked to", async () => {
    await model.getByTestId("onnx-search").locator("input").fill("");
    await model.getByTestId("tab-tensors").click();
    await model.locator('[data-key="0"]').getByTestId("onnx-read").click();
    await expect.poll(() => model.locator('[data-key="0"]').textContent()).toContain("−0.5");
    await workbench.screenshots("onnx-tensors");
  });

  it("lists what is wrong with it", async () => {
    await model.getByTestId("tab-problems").click();
    await expect
      .poll(() => model.getByTestId("onnx-problems").textContent())
      .toContain("Swish came with version 24, and the model imports ai.onnx 21.");
  });
});

describe("an evaluation of the demo's tidemark.yaml", () => {
  it("is shown with its gates, figures, curves and slices", async () => {
    await workbench.command("View: Close All Editors");
    await workbench.commandThenChoose("Tidemark: Evaluate model", "boosted");
    const page = await workbench.webview("evaluation-page");
    await expect
      .poll(() => page.getByTestId("evaluation-gates").locator("li").allTextContents())
      .toEqual([
        expect.stringMatching(
          /Passed\s+roc_auc \(low end\) at least 0\.75\s+roc_auc is 0\.8038 \(0\.7745 to 0\.8302\)\./,
        ),
        expect.stringMatching(/Passed\s+roc_auc no worse than the baseline's/),
      ]);
    expect(await page.getByTestId("evaluation-rows").textContent()).toBe("on all 1,528 rows of machines (test)");
    expect(await page.getByTestId("evaluation-confusion").locator("td").allTextContents()).toHaveLength(4);
    expect(await page.locator("figure.evaluation-plot").count()).toBe(4);
    const verdicts = page.getByTestId("evaluation-comparisons").locator("tbody tr");
    expect(await verdicts.first().textContent()).toMatch(/roc_auc ↑\s*better\s*\+0\.08989/);
    const slices = page.getByTestId("evaluation-slices").locator("tbody tr");
    expect(await slices.allTextContents()).toEqual([
      expect.stringMatching(/north.*better/s),
      expect.stringMatching(/south.*no difference shown/s),
      expect.stringMatching(/harbour.*−0\.1083\s+worse/s),
    ]);
    await workbench.screenshots("evaluation");
    await slices.last().scrollIntoViewIfNeeded();
    await workbench.screenshots("evaluation-slices");
    await page.getByTestId("evaluation-figures").scrollIntoViewIfNeeded();
    await workbench.screenshots("evaluation-figures");
    expect(await page.getByTestId("evaluation-disagreement").textContent()).toContain("rows are right by both");
    await page.getByTestId("evaluation-disagreement").scrollIntoViewIfNeeded();
    await workbench.screenshots("evaluation-rows");
    await page.getByTestId("evaluation-confusion").getByRole("button").nth(1).click();
    const grid = await workbench.webview("grid-page");
    await expect.poll(() => grid.getByTestId("grid-count").textContent(), { timeout: 30_000 }).toContain("87");
    await page.getByRole("button", { name: /roc_auc \(low end\)/ }).click();
    await workbench.page.locator(".tab.active").filter({ hasText: "tidemark.yaml" }).waitFor();
  });
});

describe("the benchmark of a model", () => {
  let page: Frame;
  const rows = () => page.getByTestId("benchmark-history").locator("tbody tr").count();

  it("is made from the page of its file, and says what was measured and on which machine", async () => {
    await workbench.command("View: Close All Editors");
    await workbench.openFile("small.onnx");
    await (await workbench.webview("onnx-page")).getByTestId("onnx-benchmark").click();
    page = await workbench.webview("benchmark-page");
    await page.getByTestId("benchmark-result").waitFor({ timeout: 60_000 });
    const words = (await page.getByTestId("benchmark-result").textContent()) ?? "";
    expect(words).toContain("p99");
    expect(words).toContain("Warm-up, apart");
    await workbench.screenshots("benchmark");
    page = await workbench.webview("benchmark-page");
  });

  it("is made for threads and batches, whose figures are a heat map", async () => {
    const set = async (testId: string, text: string) => {
      await page.getByTestId(testId).fill(text);
      await page.getByTestId(testId).press("Tab");
    };
    await set("benchmark-seconds", "0.2");
    await set("sweep-batches", "1, 8");
    await page.getByTestId("benchmark-sweep").click();
    await expect.poll(rows, { timeout: 60_000 }).toBe(5);
    const cells = page.getByTestId("benchmark-heat").getByRole("button");
    await expect.poll(() => cells.count()).toBe(4);
    expect(await page.getByTestId("heat-what").textContent()).toMatch(/SingleStream.*0\.2 s each.*onnxruntime/);
    await cells.last().press("Enter");
    await expect.poll(() => page.getByTestId("benchmark-what").textContent()).toContain("batch 8, threads: 2");
    await cells.last().scrollIntoViewIfNeeded();
    await workbench.screenshots("benchmark-sweep");
    page = await workbench.webview("benchmark-page");
  });

  it("is kept, and compared with an earlier one", async () => {
    await page.getByTestId("benchmark-history").locator('[data-key="4"]').getByRole("button").first().click();
    const compare = page.getByTestId("benchmark-history").locator('[data-key="2"]').getByTestId("history-compare");
    await compare.click();
    const words = () => page.getByTestId("benchmark-compared").textContent();
    await expect.poll(words).toMatch(/takes .* times as long/);
    expect(await words()).toContain("threads 2 and 1");
    await workbench.screenshots("benchmark-compared");
  });
});

describe("the Test Explorer", () => {
  it("runs the demo's gates, and shows the failing figure at its line of tidemark.yaml", async () => {
    await workbench.command("View: Close All Editors");
    await workbench.command("Testing: Focus on Test Explorer View");
    const items = workbench.page.locator(".test-explorer .monaco-list-row");
    const labels = () => items.evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")));
    await expect.poll(labels).toEqual([expect.stringContaining("boosted"), expect.stringContaining("linear")]);
    await workbench.command("Test: Run All Tests");
    const shown = ["boosted (Passed)", "linear (Failed)"].map((label) => expect.stringContaining(label));
    await expect.poll(labels, { timeout: 60_000 }).toEqual(shown);
    await items.last().locator(".monaco-tl-twistie").click();
    await expect.poll(labels).toEqual([...shown, expect.stringContaining("roc_auc at least 0.8 (Failed)")]);
    await items.last().click();
    await workbench.page.locator(".tab").filter({ hasText: "tidemark.yaml" }).waitFor();
    const editors = workbench.page.locator(".part.editor");
    await expect.poll(() => editors.textContent()).toMatch(/roc_auc is 0\.\d+ \(0\.\d+ to 0\.\d+\)\./);
    await workbench.screenshots("evaluation-tests");
  });
});

describe("a version of a registered model", () => {
  it("is promoted if it holds the gates, which its page then tells, and not otherwise", async () => {
    const engine = await attachEngine(editor.folder, { client: "test", version: "0" });
    if (engine?.status.token == null) throw new Error("There is no engine with a token.");
    const { url, token } = engine.status;
    const files = ["linear.onnx", "boosted.onnx"].map((file) => join(editor.folder, "models", file));
    await registerModel({ url, token }, "failures", files);
    engine.dispose();
    const promote = async (version: string): Promise<void> => {
      await workbench.command("Tidemark: Promote model version…");
      await workbench.choose(new RegExp(`^${version}`));
      await workbench.choose(/^linear$/);
      await workbench.choose(/^champion$/);
    };
    const notification = workbench.page.locator(".notification-toast");
    await workbench.command("View: Close All Editors");
    await workbench.showExperiments();
    // The command is offered once the editor knows of the model; a list that is open already would lack it.
    await workbench.page.locator(".sidebar").getByText("failures").first().waitFor();
    await promote("v1");
    await notification.getByText(/@champion stays where it is: 1 of 1 gate does not pass.*roc_auc is 0\./).waitFor();
    await workbench.command("Notifications: Clear All Notifications");

    await promote("v2");
    await notification.getByText("@champion now means failures v2: its gate passes.").waitFor();
    await workbench.command("Tidemark: Open model version");
    await workbench.choose(/^v2/);
    const page = await workbench.webview("model-page");
    await expect
      .poll(() => page.getByTestId("model-promotions").textContent())
      .toMatch(/@champion\s+to v2.*Evaluation linear.*roc_auc at least 0\.8: roc_auc is 0\./s);
    await workbench.screenshots("model-promoted");
  });
});

describe("an evaluation of numbers, labels or rankings", () => {
  it("is shown with the pictures and tables of its task", async () => {
    for (const file of ["wear.onnx", "states.onnx", "ranker.onnx", "tasks.csv"])
      await copyFile(inRoot("test", "fixtures", "models", file), join(editor.folder, file));
    const common = "dataset: tasks, inputs: {X: [temperature, vibration, hours]}";
    const declared = [
      "datasets: {tasks: {source: tasks.csv}}",
      "evaluations:",
      `  wear: {model: wear.onnx, task: regression, label: wear, slices: [site], ${common}}`,
      `  labels: {model: states.onnx, task: multilabel, labels: [is_new, is_used, is_worn], ${common}}`,
      `  inspections: {model: ranker.onnx, task: ranking, label: relevance, group: inspection, baseline: wear.onnx, ${common}}`,
    ];
    await writeFile(join(editor.folder, "tidemark.yaml"), declared.join("\n"));
    const open = async (name: string): Promise<Frame> => {
      await workbench.command("View: Close All Editors");
      await workbench.commandThenChoose("Tidemark: Evaluate model", name);
      return workbench.webview("evaluation-page");
    };
    const wear = await open("wear");
    await wear.getByTestId("evaluation-residuals").scrollIntoViewIfNeeded();
    await workbench.screenshots("evaluation-regression");
    const labels = await open("labels");
    expect(await labels.getByTestId("evaluation-labels").locator("tbody tr").count()).toBe(3);
    await workbench.screenshots("evaluation-labels");
    const inspections = await open("inspections");
    expect(await inspections.getByTestId("evaluation-tiles").textContent()).toContain("order by chance");
    expect(await inspections.locator("header").first().textContent()).toContain("means over 39 of 40 groups at k = 10");
    await workbench.screenshots("evaluation-ranking");
  });
});

describe("smaller models of one", () => {
  it("stand beside the original in size, speed and what they lose", async () => {
    const fit =
      "{model: product.onnx, dataset: rows, task: regression, label: y, inputs: {x: {list: numbers, length: 64}}}";
    const declared = `datasets: {rows: {source: rows.csv}}\nevaluations: {fit: ${fit}}\n`;
    await writeFile(join(editor.folder, "tidemark.yaml"), declared);
    await workbench.command("View: Close All Editors");
    await workbench.openFile("product.onnx");
    await (await workbench.webview("onnx-page")).getByTestId("onnx-optimise").click();
    let page = await workbench.webview("optimise-page");
    await workbench.screenshots("optimise-empty");
    page = await workbench.webview("optimise-page");
    await page.getByTestId("optimise-python").fill(virtualEnvironment(inRoot(".cache/python/flavours")).python);
    await page.getByTestId("optimise-python").press("Tab");
    await page.getByTestId("optimise-make").click();
    const lines = page.getByTestId("optimise-table").locator("tbody tr");
    await lines.last().waitFor({ timeout: 90_000 });
    expect(await lines.allTextContents()).toEqual([
      expect.stringMatching(/product\.onnx\s+the original.*kB.*ms.*0\.6\d+/s),
      expect.stringMatching(/product\.int8\.onnx.* %.*ms.*× .*no difference shown needs [\d,]+/s),
      expect.stringMatching(/product\.float16\.onnx.* %.*ms.*× .*(no difference shown|worse|better)/s),
    ]);
    await workbench.screenshots("optimise");
    page = await workbench.webview("optimise-page");
    await page.getByTestId("optimise-make").click();
    await page.getByText("product.int8.onnx is there already").waitFor();
    expect(await page.getByTestId("optimise-replace").count()).toBe(2);
  });
});

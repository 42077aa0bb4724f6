import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
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

const labels = () =>
  workbench.models
    .getByRole("treeitem")
    .evaluateAll((rows) => rows.map((row) => row.getAttribute("aria-label")?.replace(/ · (now|\d+[smh])$/, "")));

describe("registered models", () => {
  it("are invited by an empty view", async () => {
    await workbench.page.getByText("No registered models yet").waitFor();
    await workbench.screenshots("models-empty");
  });

  it("appear when a script registers them, with the alias that it sets", async () => {
    await workbench.runInTerminal("python register.py");
    const champion = workbench.models.getByRole("treeitem", { name: /^digits.*v2 @champion · 2 versions/ });
    await champion.waitFor({ timeout: 90_000 });
    await workbench.command("View: Hide Panel");
    await champion.click();
    await expect
      .poll(labels)
      .toEqual([
        expect.stringMatching(/^digits/),
        expect.stringMatching(/^digits version 2, alias champion, 0\.9\d+ val\/accuracy/),
        expect.stringMatching(/^digits version 1, 0\.9\d+ val\/accuracy/),
      ]);
    await workbench.screenshots("models");
  });

  it("have a page with the version's metrics and signature", async () => {
    await workbench.models.getByRole("treeitem", { name: /version 2/ }).click();
    const page = await workbench.webview("model-page");
    await expect.poll(() => page.getByTestId("overview").textContent()).toContain("val/accuracy");
    const signature = page.getByTestId("signature");
    await expect.poll(() => signature.textContent()).toContain("pixel_0_0");
    expect(await signature.textContent()).toContain("int64");
    expect(await page.getByTestId("load-line").textContent()).toBe(
      'mlflow.pyfunc.load_model("models:/digits@champion")',
    );
    await workbench.screenshots("model");
  });

  it("get an alias by a command, by which Python loads them", async () => {
    await workbench.command("Tidemark: Set alias of model version…");
    await workbench.choose(/^v1/);
    await workbench.page.getByText("Alias for digits v1").waitFor();
    await workbench.page.keyboard.type("fallback");
    await workbench.choose(/Make the alias fallback/);
    await workbench.models.getByRole("treeitem", { name: /version 1, alias fallback/ }).waitFor();
    const load = "import mlflow; print(type(mlflow.sklearn.load_model('models:/digits@fallback')).__name__)";
    await workbench.runInTerminal(`python -c "${load}" > loaded.txt`);
    const written = await eventually("Python has loaded the model", async () => {
      const text = await readFile(join(editor.folder, "loaded.txt"), "utf8").catch(() => "");
      return text.includes("\n") && text.trim();
    });
    expect(written).toBe("LogisticRegression");
    await workbench.command("View: Hide Panel");
  });

  it("are compared version by version", async () => {
    await workbench.models.getByRole("treeitem", { name: /version 2/ }).click();
    await workbench.models.getByRole("treeitem", { name: /version 1/ }).click({ modifiers: ["ControlOrMeta"] });
    await workbench.command("Tidemark: Compare model versions…");
    const page = await workbench.webview("versions-page");
    const table = page.getByTestId("versions-table");
    await expect.poll(() => table.textContent()).toContain("val/accuracy");
    expect(await table.textContent()).toMatch(/[+−]0\.\d+/);
    await workbench.screenshots("versions");
  });
});

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { attachEngine } from "../../src/client/attachEngine.ts";
import { logRuns } from "../support/logRuns.ts";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

/** What MLflow's file store would have written for one run, and a run of which the description is lost. */
async function writeFileStore(folder: string): Promise<void> {
  const run = "0123456789abcdef0123456789abcdef";
  const files = {
    "1/meta.yaml": "experiment_id: '1'\nname: from files\nlifecycle_stage: active\nartifact_location: ''\n",
    [`1/${run}/meta.yaml`]: [
      `run_id: ${run}`,
      `run_uuid: ${run}`,
      "run_name: brought along",
      "experiment_id: '1'",
      "user_id: ann",
      "status: 3",
      "start_time: 1700000000000",
      "end_time: 1700000060000",
      "lifecycle_stage: active",
      "artifact_uri: ''",
      "",
    ].join("\n"),
    [`1/${run}/metrics/loss`]: "1700000000000 0.5 0\n1700000001000 0.25 1\n",
    [`1/${run}/params/lr`]: "0.1",
    [`1/${run.replaceAll("0", "f")}/meta.yaml`]: "run_id: [",
  };
  for (const [path, content] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, content);
  }
}

beforeAll(async () => {
  editor = await openEditor();
  workbench = editor.workbench;
  await workbench.showExperiments();
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

describe("Tidemark: Import…", () => {
  it("is offered by the empty view, and says when nothing was found", async () => {
    await workbench.page.getByRole("button", { name: "Import runs…" }).click();
    await workbench.page.getByText("nothing was found in this folder").waitFor();
    await workbench.page.keyboard.press("Escape");
  });

  it("offers a folder of MLflow's files in the workspace, whose runs come into the tree", async () => {
    await writeFileStore(join(editor.folder, "mlruns"));
    await workbench.command("Tidemark: Import…");
    await workbench.page.getByText(/MLflow folder, \d run/).waitFor();
    // Choosing another theme would close the list.
    await workbench.screenshot("light/import");
    await workbench.choose(/mlruns/);
    await workbench.page
      .getByText(/Imported 1 new run, 1 new experiment, 2 points/)
      .first()
      .waitFor();
    await workbench.row(/^brought along/).waitFor();
  });

  it("shows what was skipped, and why", async () => {
    await workbench.page.getByRole("button", { name: "Show what was skipped" }).click();
    const text = workbench.page.locator(".editor-instance .view-lines");
    await expect.poll(() => text.textContent()).toContain("taken");
    expect(await text.textContent()).toContain("meta.yaml");
  });

  it("says that nothing is new the next time", async () => {
    await workbench.command("Tidemark: Import…");
    await workbench.choose(/mlruns/);
    await workbench.page
      .getByText(/Imported nothing new, 1 run unchanged/)
      .first()
      .waitFor();
  });
});

describe("runs of several seeds", () => {
  it("are compared as groups of repeats, whose means have intervals", async () => {
    const engine = await attachEngine(editor.folder, { client: "test", version: "0" });
    if (engine?.status.token == null) throw new Error("There is no engine with a token.");
    const { url, token } = engine.status;
    const curve = (end: number): number[] => Array.from({ length: 20 }, (_, step) => end - 0.4 * 0.8 ** step);
    const runs = [0.01, 0.1].flatMap((rate) =>
      [0, 1, 2, 3, 4].map((seed) => ({
        name: `lr ${rate}, seed ${seed}`,
        params: { lr: String(rate), seed: String(seed) },
        metrics: {
          "val/accuracy": curve((rate === 0.1 ? 0.95 : 0.93) + 0.002 * Math.sin(7 * seed)),
          "val/loss": curve(0.5 + 0.01 * Math.sin(3 * seed + rate)).map((value) => 1 - value),
        },
      })),
    );
    await logRuns({ url, token }, "seeds", runs);
    engine.dispose();
    await workbench.command("Tidemark: Compare runs");
    await workbench.page.locator(".quick-input-widget .quick-input-box input").fill("seed ");
    await workbench.page.locator(".quick-input-widget").getByRole("checkbox").first().click();
    await workbench.page.getByText("10 Selected").waitFor();
    await workbench.page.keyboard.press("Enter");
    const page = await workbench.webview("compare-page");
    const rows = page.getByTestId("repeats-table").locator("tbody tr");
    await expect
      .poll(() => rows.allTextContents())
      .toEqual([
        expect.stringMatching(/val\/accuracy ↑.*n 5.*n 5.*worse by 2\.12 % ± 0\.12 %/s),
        expect.stringMatching(/val\/loss ↓.*n 5.*n 5.*no difference shown/s),
      ]);
    await page.getByTestId("repeats").scrollIntoViewIfNeeded();
    await workbench.screenshots("compare-repeats");
  });
});

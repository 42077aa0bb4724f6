import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { readEngineInfo } from "../../src/client/engineInfoFile.ts";
import { type Editor, openEditor } from "./support/openEditor.ts";
import type { Workbench } from "./support/workbench.ts";

let editor: Editor;
let workbench: Workbench;

const contract = `datasets:
  clicks:
    source: data/clicks
    columns:
      id: {type: integer}
      age: {type: integer, max: 120}
      country: {values: [AT, DE], required: false}
`;

async function send(rows: readonly object[]): Promise<unknown> {
  const info = await readEngineInfo(join(editor.folder, ".tidemark", "engine.json"));
  if (info === null) throw new Error("No engine runs.");
  const answer = await fetch(`http://127.0.0.1:${info.port}/v1/datasets/clicks/rows`, {
    method: "POST",
    headers: { authorization: `Bearer ${info.token}`, "content-type": "application/json" },
    body: JSON.stringify(rows),
  });
  return await answer.json();
}

beforeAll(async () => {
  editor = await openEditor({ python: false });
  workbench = editor.workbench;
  await writeFile(join(editor.folder, "tidemark.yaml"), contract);
  await workbench.showExperiments();
  await workbench.page.getByText("No runs yet").waitFor({ timeout: 60_000 });
});
afterAll(() => editor?.[Symbol.asyncDispose]());
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.tellFailure(task.name)));

it("rows in quarantine are listed with their reasons, mended, discarded and brought back", async () => {
  const rows = Array.from({ length: 120 }, (_, id) => ({ id, age: 200 + id, country: id % 2 === 0 ? "FR" : "AT" }));
  expect(await send(rows)).toMatchObject({ accepted: 0, quarantined: 120 });
  await workbench.command("Tidemark: Show quarantine");
  const page = await workbench.webview("quarantine-page");
  const total = page.getByTestId("quarantine-total");
  const said = page.getByTestId("quarantine-said");
  expect(await total.textContent()).toBe("120 rows");
  expect(await page.locator("tbody tr").first().textContent()).toContain('"country": "FR" is not one of AT, DE.');
  await workbench.screenshots("quarantine");

  await page.getByTestId("edit-row").first().click();
  await page.getByTestId("row-field").fill('{"id": 0, "age": 20');
  await page.getByText("No JSON yet").waitFor();
  await page.getByTestId("row-field").fill('{"id": 0, "age": 20, "country": "FR"}');
  await page.getByTestId("row-field").press("Control+Enter");
  await expect.poll(() => said.textContent()).toContain("still not what is declared");
  expect(await total.textContent()).toBe("120 rows");
  await page.getByTestId("edit-row").first().click();
  await page.getByTestId("row-field").fill('{"id": 0, "age": 20, "country": "DE"}');
  await workbench.screenshots("quarantine-edit");
  await page.getByTestId("row-save").click();
  await expect.poll(() => said.textContent()).toBe("The row was taken.");
  await expect.poll(() => total.textContent()).toBe("119 rows");

  await page.getByTestId("later").click();
  await expect.poll(() => page.locator("tbody tr").count()).toBe(19);
  await page.getByRole("checkbox", { name: /^Select row 119, which came / }).waitFor({ state: "attached" });
  await page.getByRole("checkbox", { name: "Select all rows in sight. Came" }).waitFor({ state: "attached" });
  await page.getByTestId("choose-page").click();
  await page.getByTestId("discard").click();
  await expect.poll(() => total.textContent()).toBe("100 rows");
  await page.getByTestId("undo").click();
  await expect.poll(() => total.textContent()).toBe("119 rows");
});

it("discarded rows can be restored after the page was closed", async () => {
  let page = await workbench.webview("quarantine-page");
  await page.getByTestId("choose-page").click();
  await page.getByTestId("discard").click();
  await expect.poll(() => page.getByTestId("show-discarded").textContent()).toContain("Discarded (100)");
  await workbench.command("View: Close Editor");
  await workbench.command("Tidemark: Show quarantine");
  page = await workbench.webview("quarantine-page");
  await page.getByTestId("show-discarded").click();
  const total = page.getByTestId("quarantine-total");
  await expect.poll(() => total.textContent()).toBe("100 rows discarded");
  await workbench.screenshots("quarantine-discarded");
  await page.getByTestId("choose-row").first().click();
  await page.getByTestId("restore").click();
  await expect.poll(() => total.textContent()).toBe("99 rows discarded");
  await page.getByTestId("restore").click();
  await page.getByText("No discarded rows are left to restore.").waitFor();
  await page.getByTestId("show-waiting").click();
  await expect.poll(() => total.textContent()).toBe("119 rows");
});

it("rows in quarantine are taken when they pass, after the contract was mended", async () => {
  const page = await workbench.webview("quarantine-page");
  const said = page.getByTestId("quarantine-said");

  await writeFile(
    join(editor.folder, "tidemark.yaml"),
    contract.replace("120", "1000").replace("AT, DE", "AT, DE, FR"),
  );
  await page.getByTestId("replay").click();
  await expect.poll(() => said.textContent()).toBe("119 rows taken, 0 still in quarantine.");
  await page.getByText("No rows are in quarantine.").waitFor();
});

it("the page of a data set tells of its watched folders", async () => {
  await mkdir(join(editor.folder, "inbox"));
  await writeFile(join(editor.folder, "inbox", "monday.csv"), "id,age,country\n1,20,AT\n2,2000,AT\n3,30,DE\n");
  await writeFile(join(editor.folder, "inbox", "broken.parquet"), "PAR1");
  await writeFile(
    join(editor.folder, "tidemark.yaml"),
    contract.replace("source: data/clicks", "source: data/clicks\n    watch: inbox"),
  );
  await workbench.commandThenChoose("Tidemark: Show data set", "clicks");
  const page = await workbench.webview("watched");
  const words = page.getByTestId("watched-words");
  await expect
    .poll(() => words.textContent(), { timeout: 20_000 })
    .toMatch(/^1 file taken, 0 waiting, 1 failed\. The last one was inbox\/monday\.csv, /);
  const files = page.getByTestId("watched-files").locator("li");
  expect(await files.count()).toBe(2);
  expect(await files.first().textContent()).toContain("broken.parquet");
  expect(await files.last().textContent()).toMatch(/inbox\/monday\.csv\s+taken, 3 rows, 1 into quarantine · /);
  await workbench.screenshots("watched");
});

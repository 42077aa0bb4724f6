import { writeFile } from "node:fs/promises";
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
beforeEach(({ onTestFailed, task }) => onTestFailed(() => workbench.screenshot(`failed-${task.name}`)));

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
  await page.getByTestId("choose-page").click();
  await page.getByTestId("discard").click();
  await expect.poll(() => total.textContent()).toBe("100 rows");
  await page.getByTestId("undo").click();
  await expect.poll(() => total.textContent()).toBe("119 rows");

  await writeFile(
    join(editor.folder, "tidemark.yaml"),
    contract.replace("120", "1000").replace("AT, DE", "AT, DE, FR"),
  );
  await page.getByTestId("replay").click();
  await expect.poll(() => said.textContent()).toBe("119 rows taken, 0 still in quarantine.");
  await page.getByText("No rows are in quarantine.").waitFor();
});

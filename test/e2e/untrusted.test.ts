import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openEditor } from "./support/openEditor.ts";

it("starts nothing in a folder that is not trusted", async () => {
  await using editor = await openEditor({ trusted: false });
  const { workbench } = editor;
  await workbench.page.locator(".statusbar").getByText("Restricted Mode").waitFor();
  await workbench.showExperiments();
  await workbench.page.getByText("Nothing of Tidemark runs in a folder that you don't trust.").waitFor();
  expect(existsSync(join(editor.folder, ".tidemark"))).toBe(false);
});

import { deepEqual, ok } from "node:assert/strict";
import { commands, extensions } from "vscode";
import { z } from "zod";
import { extensionId } from "../../src/editor/ids.ts";

const Contributions = z.object({ contributes: z.object({ commands: z.array(z.object({ command: z.string() })) }) });

describe("the packaged extension", () => {
  it("activates by itself in a folder with Python files", () => {
    ok(extensions.getExtension(extensionId)?.isActive);
  });

  it("registers every command that it contributes", async () => {
    const { contributes } = Contributions.parse(extensions.getExtension(extensionId)?.packageJSON);
    const registered = new Set(await commands.getCommands(true));
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    deepEqual(missing, []);
  });
});

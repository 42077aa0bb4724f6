import { equal } from "node:assert/strict";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { window } from "vscode";
import { eventually } from "../support/eventually.ts";
import { runningEngine, workspaceFolder } from "./support/runningEngine.ts";

describe("a terminal of the window", () => {
  it("knows the engine's address, its token and the tidemark command", async () => {
    const engine = await runningEngine();
    const file = join(workspaceFolder(), "environment.txt");
    const terminal = window.createTerminal("environment");
    try {
      const values = '"$MLFLOW_TRACKING_URI" "$MLFLOW_TRACKING_TOKEN" "$(tidemark --version)"';
      terminal.sendText(`printf '%s\\n' ${values} end > '${file}'`);
      const lines = await eventually("the terminal has written its environment", () => linesOf(file));
      equal(lines[0], `http://127.0.0.1:${engine.port}`);
      equal(lines[1], engine.token);
      equal(lines[2], engine.version);
    } finally {
      terminal.dispose();
      rmSync(file, { force: true });
    }
  });
});

/** The lines of a file that is written whole. */
function linesOf(file: string): string[] | undefined {
  try {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.includes("end") ? lines : undefined;
  } catch {
    return undefined; // Not begun yet.
  }
}

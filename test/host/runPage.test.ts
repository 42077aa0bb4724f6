import { equal } from "node:assert/strict";
import { commands, TabInputWebview, window } from "vscode";
import { eventually } from "../support/eventually.ts";
import { runningEngine } from "./support/runningEngine.ts";
import { logPoint, startRun } from "./support/runs.ts";

describe("a run that a script logs over HTTP", () => {
  it("opens as a page that is named after it", async () => {
    const engine = await runningEngine();
    const runId = await startRun(engine, "over-http");
    await logPoint(engine, runId, 0);
    await commands.executeCommand("tidemark.run.open", runId);
    await eventually("a tab is called over-http", () => openPages().includes("over-http"));
  });

  it("opens no second page when it has one", async () => {
    const engine = await runningEngine();
    const runId = await startRun(engine, "opened-twice");
    await commands.executeCommand("tidemark.run.open", runId);
    await eventually("a tab is called opened-twice", () => openPages().includes("opened-twice"));
    await commands.executeCommand("tidemark.run.open", runId);
    equal(openPages().filter((label) => label === "opened-twice").length, 1);
  });
});

const openPages = (): string[] =>
  window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(({ input }) => input instanceof TabInputWebview)
    .map(({ label }) => label);

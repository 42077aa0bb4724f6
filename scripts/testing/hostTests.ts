import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { newTemporaryFolder } from "../process/temporaryFolder.ts";
import type { SuiteResult } from "../suite.ts";
import { startCodeServer } from "../vscode/codeServer.ts";
import { openInDesktop } from "../vscode/testDesktop.ts";
import { launchBrowser } from "./browser.ts";
import { makeCompanionPackage } from "./companionPackage.ts";
import { demoWorkspace } from "./demoWorkspace.ts";
import { HostResult, hostResultsVariable } from "./hostResults.ts";

const limit = 5 * 60_000;

/**
 * Runs test/host inside VS Code's extension host, where the packaged extension is installed:
 * VS Code as a server with a browser without a window, or the desktop's if TIDEMARK_VSCODE is `desktop`.
 */
export async function runHostTests(extension: string): Promise<SuiteResult> {
  const started = performance.now();
  const companion = await makeCompanionPackage();
  await using session = await newTemporaryFolder("tidemark-host-");
  await using workspace = await demoWorkspace();
  const file = join(session.path, "results.jsonl");
  const openWindow = process.env.TIDEMARK_VSCODE === "desktop" ? openInDesktop : openInBrowser;
  await using _window = await openWindow({
    sessionFolder: session.path,
    workspace: workspace.folder,
    extensions: [extension, companion],
    env: { [hostResultsVariable]: file },
  });
  const results = await resultsWithin(limit, file);
  for (const result of results) print(result);
  const end = results.find((result) => result.kind === "end");
  if (end === undefined) console.log("✖ The tests did not come to their end in time.");
  const broken = end === undefined || end.error !== undefined ? 1 : 0;
  const count = (kind: HostResult["kind"]): number => results.filter((result) => result.kind === kind).length;
  return {
    name: "host",
    passed: count("passed"),
    failed: count("failed") + broken,
    milliseconds: performance.now() - started,
  };
}

interface Window {
  readonly sessionFolder: string;
  readonly workspace: string;
  readonly extensions: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

async function openInBrowser(window: Window): Promise<AsyncDisposable> {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await startCodeServer({ ...window, port: 0, onLine: console.log }));
  const browser = stack.use(await launchBrowser(console.log));
  const page = await browser.newPage();
  await page.goto(server.folderUrl(window.workspace));
  return stack.move();
}

async function resultsWithin(milliseconds: number, file: string): Promise<readonly HostResult[]> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await setTimeout(200)) {
    const results = await readResults(file);
    if (results.some((result) => result.kind === "end")) return results;
  }
  return readResults(file);
}

async function readResults(file: string): Promise<readonly HostResult[]> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return []; // Not begun yet.
    throw error;
  }
  const whole = text.slice(0, text.lastIndexOf("\n") + 1);
  return whole.split("\n").flatMap((line) => (line === "" ? [] : [HostResult.parse(JSON.parse(line))]));
}

function print(result: HostResult): void {
  if (result.kind === "passed") console.log(`✔ ${result.title} (${result.milliseconds} ms)`);
  else if (result.kind === "failed") console.log(`✖ ${result.title}\n${result.error}`);
  else if (result.kind === "figure") console.log(`  ${result.text}`);
  else if (result.error !== undefined) console.log(`✖ ${result.error}`);
}

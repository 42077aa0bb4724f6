import { appendFileSync, globSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Mocha from "mocha";
import { type HostResult, hostResultsVariable } from "../../../scripts/testing/hostResults.ts";

/** Runs the bundled tests once VS Code is up, in whichever window is first. */
export async function activate(): Promise<void> {
  const file = process.env[hostResultsVariable];
  if (file === undefined || !isFirst(file)) return;
  const report = (result: HostResult): void => appendFileSync(file, `${JSON.stringify(result)}\n`);
  Reflect.set(globalThis, "reportFigure", (text: string) => report({ kind: "figure", text }));
  try {
    await runTests(report);
    report({ kind: "end" });
  } catch (error) {
    report({ kind: "end", error: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

function isFirst(file: string): boolean {
  try {
    writeFileSync(file, "", { flag: "wx" });
    return true;
  } catch {
    return false; // Another window's companion made it.
  }
}

async function runTests(report: (result: HostResult) => void): Promise<void> {
  const tests = globSync("**/*.test.cjs", { cwd: join(__dirname, "tests") });
  if (tests.length === 0) throw new Error("There are no tests to run.");
  // The base of all reporters says nothing: results go to the file.
  const mocha = new Mocha({ ui: "bdd", timeout: 30_000, reporter: Mocha.reporters.Base });
  for (const test of tests.sort()) mocha.addFile(join(__dirname, "tests", test));
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => resolve());
    runner.on("pass", (test) =>
      report({ kind: "passed", title: test.titlePath().join(" › "), milliseconds: test.duration ?? 0 }),
    );
    runner.on("fail", (test, error) =>
      report({ kind: "failed", title: test.titlePath().join(" › "), error: error.stack ?? error.message }),
    );
  });
}

import { readFile, rm } from "node:fs/promises";
import { z } from "zod";
import { run } from "../process/run.ts";
import { inRoot } from "../root.ts";
import type { SuiteResult } from "../suite.ts";

const Report = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) })),
});

/** Runs one of vitest's projects. A file that can't even be loaded counts as a failed test. */
export async function runVitest(project: string, env: Readonly<Record<string, string>> = {}): Promise<SuiteResult> {
  const started = performance.now();
  const file = inRoot("out", "test-results", `${project}.json`);
  await rm(file, { force: true });
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`];
  const { code } = await run("vitest", ["run", "--project", project, "--disable-console-intercept", ...reporters], {
    env,
    onLine: console.log,
  });
  const { passed, failed, skipped } = await counts(file);
  return {
    name: project,
    passed,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped,
    milliseconds: performance.now() - started,
  };
}

async function counts(file: string): Promise<{ passed: number; failed: number; skipped: number }> {
  let text: string;
  try {
    text = await readFile(file, "utf8");
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }; // It ended before it could report, and said why above.
  }
  const report = Report.parse(JSON.parse(text));
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === "failed" && !assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded.length,
    skipped: report.numPendingTests,
  };
}

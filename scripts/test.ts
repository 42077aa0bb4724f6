/**
 * Every test there is: static checks, unit tests, real processes, real MLflow clients, inside VS Code, and in a browser.
 * All run even if one fails; the last line is the sum.
 */
import { runChecks } from "./checks.ts";
import { makePackage } from "./packaging/makePackage.ts";
import { type SuiteResult, summary } from "./suite.ts";
import { runHostTests } from "./testing/hostTests.ts";
import { prepare } from "./testing/prepare.ts";
import { runVitest } from "./testing/vitestSuite.ts";

const results: SuiteResult[] = [];
const prepared = prepare(console.log);

await suite("check", runChecks);
await suite("unit", () => runVitest("unit"));
await suite("process", () => runVitest("process"));
await suite("interop", async () => {
  await prepared.interop;
  return runVitest("interop");
});

let vsix: string | undefined;
await suite("package", async () => {
  const started = performance.now();
  const { file, bytes } = await makePackage();
  vsix = file;
  console.log(`${file}: ${(bytes / 1e6).toFixed(2)} MB`);
  return { name: "package", passed: 1, failed: 0, milliseconds: performance.now() - started };
});
await suite("host", async () => {
  await prepared.editor;
  return runHostTests(packaged());
});
await suite("e2e", () => runVitest("e2e", { TIDEMARK_VSIX: packaged() }));

console.log(`\n${summary(results)}`);
process.exit(results.some(({ failed }) => failed > 0) ? 1 : 0);

/** Runs one suite; what keeps it from running at all counts as a failure. */
async function suite(name: string, runIt: () => Promise<SuiteResult>): Promise<void> {
  console.log(`\n── ${name} ──`);
  const started = performance.now();
  try {
    results.push(await runIt());
  } catch (error) {
    console.log(`✖ ${error instanceof Error ? (error.stack ?? error.message) : error}`);
    results.push({ name, passed: 0, failed: 1, milliseconds: performance.now() - started });
  }
}

function packaged(): string {
  if (vsix === undefined) throw new Error("There is no package to test.");
  return vsix;
}

/** Types, lint, format, import rules and unused code: everything that needs no run. */
import { runChecks } from "./checks.ts";
import { seconds } from "./suite.ts";

const { passed, failed, milliseconds } = await runChecks();
console.log(`${passed} of ${passed + failed} checks passed in ${seconds(milliseconds)}`);
if (failed > 0) process.exitCode = 1;

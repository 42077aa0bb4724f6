import { run } from "./process/run.ts";
import { type SuiteResult, seconds } from "./suite.ts";

interface Check {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** Output that says nothing about this project. */
  readonly noise?: RegExp;
}

const checks: readonly Check[] = [
  { name: "types", command: ["tsc", "-b"] },
  { name: "lint and format", command: ["biome", "ci", "--colors=off"] },
  {
    name: "import rules",
    command: ["depcruise", "src", "webview"],
    // It looks for a TypeScript compiler below 7 to parse with; here it parses with swc.
    noise: /‼ missing-tsc-transpiler:[\s\S]*?published and stable\.\s*/,
  },
  { name: "unused code", command: ["knip"] },
];

/** Runs all static checks at once; prints each as it ends, and what it said if it failed. */
export async function runChecks(): Promise<SuiteResult> {
  const started = performance.now();
  const passed = await Promise.all(checks.map(runCheck));
  return {
    name: "check",
    passed: passed.filter(Boolean).length,
    failed: passed.filter((ok) => !ok).length,
    milliseconds: performance.now() - started,
  };
}

async function runCheck({ name, command, noise }: Check): Promise<boolean> {
  const started = performance.now();
  const [program, ...args] = command;
  const { code, output } = await run(program, args);
  const said = noise === undefined ? output : output.replace(noise, "");
  console.log(`${code === 0 ? "✔" : "✖"} ${name} (${seconds(performance.now() - started)})`);
  if (code !== 0) console.log(said.trimEnd());
  return code === 0;
}

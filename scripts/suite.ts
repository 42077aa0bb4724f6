/** What one suite of `npm test` came to. */
export interface SuiteResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped?: number;
  readonly milliseconds: number;
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** One line a suite, then the sum as the last line, which scripts read. */
export function summary(suites: readonly SuiteResult[]): string {
  const width = Math.max(...suites.map((suite) => suite.name.length));
  const rows = suites.map(({ name, passed, failed, skipped = 0, milliseconds }) => {
    const mark = failed === 0 ? "✔" : "✖";
    const counts = `${String(passed).padStart(5)} passed  ${String(failed).padStart(3)} failed`;
    const left = skipped === 0 ? "" : `  ${skipped} skipped`;
    return `${mark} ${name.padEnd(width)} ${counts}  ${seconds(milliseconds).padStart(8)}${left}`;
  });
  const sum = (key: "passed" | "failed"): number => suites.reduce((total, suite) => total + suite[key], 0);
  return [...rows, `${sum("passed")} passed, ${sum("failed")} failed`].join("\n");
}

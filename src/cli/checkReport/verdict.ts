import type { CheckOutcome, CheckReport, CheckSeverity } from "../../protocol/checkEntities.ts";

const ranks: Readonly<Record<CheckSeverity, number>> = { error: 2, warning: 1, information: 0 };

/** Whether something of this severity decides how the command ends. */
export const counts = (severity: CheckSeverity, threshold: CheckSeverity): boolean =>
  ranks[severity] >= ranks[threshold];

/** What all checks together came to. */
export type Verdict = "passed" | "failed" | "couldNotRun";

/** What the shell learns. */
export const checkExit: Readonly<Record<Verdict, number>> = { passed: 0, failed: 1, couldNotRun: 2 };

/** What fails weighs more than what could not run: it is known to be wrong. */
export function verdictOf({ config, datasets }: CheckReport, threshold: CheckSeverity): Verdict {
  const outcomes = datasets.flatMap((dataset) => dataset.outcomes);
  const has = (state: CheckOutcome["state"]): boolean =>
    outcomes.some((outcome) => outcome.state === state && counts(outcome.severity, threshold));
  if (has("failed")) return "failed";
  const isBroken = config.problems.some(({ path, severity }) => path === "" && severity === "error");
  return has("couldNotRun") || isBroken ? "couldNotRun" : "passed";
}

import { idOf } from "../../config/checkId.ts";
import type { Check } from "../../config/checks/check.ts";
import type { CheckOutcome, CheckPlace, CheckState, DatasetReport } from "../../protocol/checkEntities.ts";
import { type Declarations, declaredAt } from "./declarations.ts";

/** What a check came to. Counts that are left out can't be told. */
export interface Verdict {
  readonly state: CheckState;
  /** What was found and what would be right, or why the check did not run. */
  readonly message: string;
  readonly failing?: number | undefined;
  readonly rows?: number | undefined;
  readonly tolerated?: number | undefined;
}

export const couldNotRun = (message: string): Verdict => ({ state: "couldNotRun", message });

export const skipped = (message: string): Verdict => ({ state: "skipped", message });

/** A verdict as it is told: the user's own message stands for Tidemark's where the check fails. */
export const outcomeOf = (
  check: Check,
  { state, message, failing, rows, tolerated }: Verdict,
  declarations: Declarations,
  places: readonly CheckPlace[] = [],
): CheckOutcome => ({
  id: check.id,
  dataset: check.dataset,
  kind: check.kind,
  column: check.column ?? null,
  severity: check.severity,
  state,
  message: state === "failed" ? (check.message ?? message) : message,
  failing: failing ?? null,
  rows: rows ?? null,
  tolerated: tolerated ?? null,
  places: [...places],
  declaredAt: declaredAt(declarations, check.id),
});

/** What is wrong in the configuration about a data set, as checks that could not run: one for each thing. */
export function misdeclared(declarations: Declarations, dataset: string): CheckOutcome[] {
  const own = idOf(dataset);
  const messages = new Map<string, string[]>();
  for (const { path, severity, message } of declarations.problems) {
    if (severity !== "error" || (path !== own && !path.startsWith(`${own}/`))) continue;
    messages.set(path, [...(messages.get(path) ?? []), message]);
  }
  return [...messages].map(([id, texts]) => {
    const parts = id.split("/").map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    const [, section, name] = parts;
    const isColumn = section === "columns" && name !== undefined;
    return {
      id,
      dataset,
      kind: (isColumn ? parts[3] : section === "checks" ? name : section) ?? "declaration",
      column: isColumn ? name : null,
      severity: "error",
      state: "couldNotRun",
      message: texts.join(" "),
      failing: null,
      rows: null,
      tolerated: null,
      places: [],
      declaredAt: declaredAt(declarations, id),
    };
  });
}

/** How many outcomes there are of each state. */
export function countsOf(outcomes: readonly CheckOutcome[]): DatasetReport["counts"] {
  const counts = { passed: 0, failed: 0, couldNotRun: 0, skipped: 0 };
  for (const { state } of outcomes) counts[state] += 1;
  return counts;
}

import type { CheckOutcome, CheckReport } from "../../../../src/protocol/checkEntities.ts";

const range = { start: { line: 0, character: 4 }, end: { line: 0, character: 9 } };
const declaredAt = { file: "/work/tidemark.yaml", range };

/** A check that failed at one place, but for what is given. */
export function outcome(given: Partial<CheckOutcome> = {}): CheckOutcome {
  return {
    id: "people/columns/age/min",
    dataset: "people",
    kind: "min",
    column: "age",
    severity: "error",
    state: "failed",
    message: "1 of 2 values is below 0.",
    failing: 1,
    rows: 2,
    tolerated: 0,
    places: [{ file: "/work/people.csv", record: 2, column: "age", value: "-4", range }],
    declaredAt,
    ...given,
  };
}

/** A report of one data set. */
export function reportOf(outcomes: readonly CheckOutcome[], config: Partial<CheckReport["config"]> = {}): CheckReport {
  const count = (state: CheckOutcome["state"]): number => outcomes.filter((each) => each.state === state).length;
  return {
    config: { file: "/work/tidemark.yaml", problems: [], ...config },
    datasets: [
      {
        dataset: "people",
        declaredAt,
        files: [{ path: "/work/people.csv", size: 30, modified: 0 }],
        rows: 2,
        milliseconds: 12,
        outcomes: [...outcomes],
        counts: {
          passed: count("passed"),
          failed: count("failed"),
          couldNotRun: count("couldNotRun"),
          skipped: count("skipped"),
        },
      },
    ],
  };
}

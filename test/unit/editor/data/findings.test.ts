import { describe, expect, it } from "vitest";
import { findingsOf, mostPerFile } from "../../../../src/editor/data/findings.ts";
import type { CheckOutcome, CheckPlace, CheckReport } from "../../../../src/protocol/checkEntities.ts";

const at = (line: number) => ({ start: { line, character: 2 }, end: { line, character: 4 } });
const place = (record: number, value: string | null = "999"): CheckPlace => ({
  file: "/w/a.csv",
  record,
  column: "age",
  value,
  range: at(record),
});
const outcome = (change: Partial<CheckOutcome>): CheckOutcome => ({
  id: "people/columns/age/max",
  dataset: "people",
  kind: "max",
  column: "age",
  severity: "warning",
  state: "failed",
  message: "3 of 9 values are above 120.",
  failing: 3,
  rows: 9,
  tolerated: 0,
  places: [],
  declaredAt: { file: "/w/tidemark.yaml", range: at(7) },
  ...change,
});
const report = (...outcomes: CheckOutcome[]): CheckReport => ({
  config: { file: "/w/tidemark.yaml", problems: [] },
  datasets: [
    {
      dataset: "people",
      declaredAt: { file: "/w/tidemark.yaml", range: at(1) },
      files: [{ path: "/w/a.csv", size: 1, modified: 1 }],
      rows: 9,
      milliseconds: 1,
      outcomes,
      counts: { passed: 0, failed: 0, couldNotRun: 0, skipped: 0 },
    },
  ],
});
const check = {
  id: "people/columns/age/max",
  dataset: "people",
  column: "age",
  failing: 3,
  declaredAt: { file: "/w/tidemark.yaml", range: at(7) },
};
const declared = { file: "/w/tidemark.yaml", range: at(7), message: "declared as people/columns/age/max" };

describe("what a check finds", () => {
  it("is told once with its numbers, and marked at its other places", () => {
    const found = findingsOf(report(outcome({ places: [place(1), place(4, null)] })));
    expect([...found.keys()]).toEqual(["/w/a.csv"]);
    expect(found.get("/w/a.csv")).toEqual([
      {
        file: "/w/a.csv",
        range: at(1),
        message: 'age: 3 of 9 values are above 120. Here: "999".',
        severity: "warning",
        code: "max",
        check,
        related: [{ file: "/w/a.csv", range: at(4), message: "no value in record 4" }, declared],
      },
      {
        file: "/w/a.csv",
        range: at(4),
        message: "age: no value in record 4 fails people/columns/age/max, as others do",
        severity: "warning",
        code: "max",
        check,
        related: [declared],
      },
    ]);
  });

  it("stands at the beginning of a file that is no text, or when it is about all of it", () => {
    const [finding] = findingsOf(report(outcome({ places: [{ ...place(1), range: null }] }))).get("/w/a.csv") ?? [];
    expect(finding).toMatchObject({ range: { start: { line: 0, character: 0 } }, related: [declared] });
    expect(findingsOf(report(outcome({ places: [] }))).get("/w/a.csv")).toHaveLength(1);
  });

  it("stands where the check is declared when the data is at an address, which is no path", () => {
    const remote = { ...place(1), file: "https://example.org/a.csv" };
    const found = findingsOf(report(outcome({ places: [remote, { ...remote, range: null }] })));
    expect([...found.keys()]).toEqual(["/w/tidemark.yaml"]);
    expect(found.get("/w/tidemark.yaml")).toMatchObject([{ range: at(7), related: [declared] }]);
  });

  it("is nothing when all is well", () => {
    expect(findingsOf(report(outcome({ state: "passed" }), outcome({ state: "skipped" }))).size).toBe(0);
  });

  it("stands where the check is declared when it could not run", () => {
    const found = findingsOf(report(outcome({ state: "couldNotRun", message: "There is no column age." })));
    expect(found.get("/w/tidemark.yaml")).toMatchObject([
      { range: at(7), severity: "error", message: "people/columns/age/max could not run: There is no column age." },
    ]);
  });

  it("is told once when the declaration itself is wrong", () => {
    const wrong = report(outcome({ state: "couldNotRun", message: "must be a number" }));
    const path = "people/columns/age/max";
    const problem = { message: '"max" must be a number.', severity: "error" as const, range: at(7), path };
    const found = findingsOf({ ...wrong, config: { file: "/w/tidemark.yaml", problems: [problem] } });
    expect(found.get("/w/tidemark.yaml")?.map(({ message }) => message)).toEqual(['"max" must be a number.']);
  });

  it("is bounded for each file", () => {
    const many = Array.from({ length: 80 }, () =>
      outcome({ places: Array.from({ length: 20 }, (_, n) => place(n + 1)) }),
    );
    expect(findingsOf(report(...many)).get("/w/a.csv")).toHaveLength(mostPerFile);
  });

  it("holds what is wrong in the configuration", () => {
    const problem = { message: "Unknown key.", severity: "error" as const, range: at(3), path: "" };
    const found = findingsOf({ config: { file: "/w/tidemark.yaml", problems: [problem] }, datasets: [] });
    expect(found.get("/w/tidemark.yaml")).toMatchObject([{ message: "Unknown key.", range: at(3), code: null }]);
  });
});

import { describe, expect, it } from "vitest";
import {
  type Checked,
  datasetWords,
  failingWords,
  outcomeLabel,
  placeOf,
  stateOf,
  toldOutcomes,
} from "../../../../src/editor/data/dataNodes.ts";
import type { CheckOutcome, DeclaredDataset } from "../../../../src/protocol/checkEntities.ts";

const range = (line: number) => ({ start: { line, character: 2 }, end: { line, character: 5 } });
const declaredAt = { file: "/w/tidemark.yaml", range: range(7) };
const dataset: DeclaredDataset = { name: "people", declaredAt, paths: ["people.csv"], files: [], problem: null };
const outcome = (more: Partial<CheckOutcome> = {}): CheckOutcome => ({
  id: "people/columns/age/max",
  dataset: "people",
  kind: "max",
  column: "age",
  severity: "error",
  state: "failed",
  message: "1 of 3 values is above 120.",
  failing: 1,
  rows: 3,
  tolerated: 0,
  places: [],
  declaredAt,
  ...more,
});
const checked = (...outcomes: readonly CheckOutcome[]): Checked => ({
  at: 0,
  report: {
    dataset: "people",
    declaredAt,
    files: [],
    rows: 3,
    milliseconds: 1,
    outcomes: [...outcomes],
    counts: { passed: 0, failed: 0, couldNotRun: 0, skipped: 0 },
  },
});

describe("a data set in the Data view", () => {
  it("is as grave as the gravest of its failing checks", () => {
    const warning = outcome({ severity: "warning" });
    expect(stateOf(dataset, undefined)).toBe("unknown");
    expect(stateOf(dataset, checked(outcome({ state: "passed" })))).toBe("passed");
    expect(stateOf(dataset, checked(warning, outcome({ state: "passed" })))).toBe("warning");
    expect(stateOf(dataset, checked(warning, outcome()))).toBe("error");
  });

  it("counts a check that could not run as an error, whatever it would have been", () => {
    expect(stateOf(dataset, checked(outcome({ state: "couldNotRun", severity: "information" })))).toBe("error");
  });

  it("is unreadable when its files can't be found, even when they could be once", () => {
    const gone = { ...dataset, problem: "people.csv isn't there." };
    expect(stateOf(gone, checked(outcome({ state: "passed" })))).toBe("unreadable");
    expect(datasetWords(gone, undefined)).toBe("can't be read");
  });

  it("says how its checks went, and never that all passed when some were skipped", () => {
    const passed = outcome({ state: "passed" });
    expect(datasetWords(dataset, undefined)).toBe("not checked yet");
    expect(datasetWords(dataset, checked())).toBe("no checks");
    expect(datasetWords(dataset, checked(passed, passed))).toBe("all 2 checks passed");
    expect(datasetWords(dataset, checked(passed, outcome({ state: "skipped" })))).toBe("1 skipped of 2 checks");
    expect(datasetWords(dataset, checked(passed, outcome(), outcome({ state: "couldNotRun" })))).toBe(
      "1 failed, 1 could not run of 3 checks",
    );
  });

  it("lists the checks that failed or could not run", () => {
    const unable = outcome({ state: "couldNotRun" });
    const { report } = checked(outcome({ state: "passed" }), unable, outcome({ state: "skipped" }));
    expect(toldOutcomes(report)).toEqual([unable]);
  });
});

describe("a check in the Data view", () => {
  it("is called by its identity below the data set", () => {
    expect(outcomeLabel(outcome())).toBe("age/max");
    expect(outcomeLabel(outcome({ id: "people/checks/row_count" }))).toBe("row_count");
    expect(outcomeLabel(outcome({ id: "people/keys" }))).toBe("keys");
  });

  it("says how much fails, as far as that is known", () => {
    expect(failingWords(outcome({ failing: 1200, rows: 34_000 }))).toBe("1,200 of 34,000");
    expect(failingWords(outcome({ rows: null }))).toBe("1");
    expect(failingWords(outcome({ failing: null }))).toBe("");
    expect(failingWords(outcome({ state: "couldNotRun" }))).toBe("could not run");
  });

  it("opens the first failing cell, or else its declaration", () => {
    const place = { file: "/w/people.csv", record: 2, column: "age", value: "340", range: range(3) };
    expect(placeOf(outcome({ places: [place] }))).toEqual({ file: "/w/people.csv", range: range(3) });
    expect(placeOf(outcome())).toEqual(declaredAt);
    expect(placeOf(outcome({ state: "couldNotRun", places: [place] }))).toEqual(declaredAt);
  });

  it("opens a binary file at its row, and no address", () => {
    const place = { file: "/w/people.parquet", record: 2, column: "age", value: "340", range: null };
    const start = { line: 0, character: 0 };
    expect(placeOf(outcome({ places: [place] }))).toEqual({
      file: place.file,
      range: { start, end: start },
      record: 2,
    });
    expect(placeOf(outcome({ places: [{ ...place, file: "https://example.org/a.csv" }] }))).toEqual(declaredAt);
  });
});

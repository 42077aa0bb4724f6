import { describe, expect, it } from "vitest";
import { builtWords } from "../../../../src/editor/data/builtWords.ts";
import type { CheckOutcome, CheckReport } from "../../../../src/protocol/checkEntities.ts";
import type { BuiltFeature } from "../../../../src/protocol/featureEntities.ts";

const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
const declaredAt = { file: "/w/tidemark.yaml", range };
const feature = (outcome: BuiltFeature["outcome"], reason: string | null = null): BuiltFeature => ({
  name: "spending",
  output: "spending.csv",
  outcome,
  reason,
  version: null,
  warnings: [],
});
const checks = (...states: CheckOutcome["state"][]): CheckReport => ({
  config: { file: null, problems: [] },
  datasets: [
    {
      dataset: "spending",
      declaredAt,
      files: [],
      rows: 1,
      milliseconds: 1,
      outcomes: states.map((state) => ({
        id: "spending/columns/spent/max",
        dataset: "spending",
        kind: "max",
        column: "spent",
        severity: "error",
        state,
        message: "",
        failing: null,
        rows: null,
        tolerated: null,
        places: [],
        declaredAt,
      })),
      counts: { passed: 0, failed: 0, couldNotRun: 0, skipped: 0 },
    },
  ],
});

describe("what building features came to", () => {
  it("counts them, and their checks", () => {
    const features = [feature("built"), feature("unchanged"), feature("built")];
    expect(builtWords({ features, checks: checks("passed", "passed") })).toEqual({
      words: "Features: 2 built, 1 unchanged. Of 2 checks all passed.",
      isGood: true,
    });
    expect(builtWords({ features, checks: null }).words).toBe("Features: 2 built, 1 unchanged.");
  });

  it("is a warning when a check fails or could not run", () => {
    expect(builtWords({ features: [feature("built")], checks: checks("failed", "couldNotRun", "passed") })).toEqual({
      words: "Features: 1 built. Of 3 checks 1 failed, 1 could not run.",
      isGood: false,
    });
  });

  it("says why one could not be built", () => {
    const features = [feature("failed", "There is no file orders.csv."), feature("skipped")];
    expect(builtWords({ features, checks: null })).toEqual({
      words: "Features: 1 failed, 1 skipped. spending: There is no file orders.csv.",
      isGood: false,
    });
  });

  it("says when none is declared", () => {
    expect(builtWords({ features: [], checks: null }).words).toMatch(/^No features are declared/);
  });
});

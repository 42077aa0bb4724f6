import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attention, badgeOf } from "../../../src/editor/experiments/badge.ts";
import {
  experimentDescription,
  oneLine,
  runAccessibleLabel,
  runDescription,
  runDuration,
  runLabel,
} from "../../../src/editor/experiments/labels.ts";
import { escapeMarkdown, runTooltipHead } from "../../../src/editor/experiments/tooltip.ts";
import { readViewState, viewMessage } from "../../../src/editor/experiments/viewState.ts";
import { experiment, run } from "./samples.ts";

const minute = 60_000;

describe("a run in the tree", () => {
  it("shows its headline metric's value, which metric that is, and its age", () => {
    const shown = run({ startTime: 0, headline: { key: "val_acc", value: 0.93123 } });
    expect(runDescription(shown, 3 * minute)).toBe("0.9312 val_acc · 3m");
  });

  it("shows its star and that it has a note", () => {
    expect(runDescription(run({ startTime: 0, starred: true, hasNote: true }), 0)).toBe("★ now · note");
  });

  it("has a label even without a name", () => {
    expect(runLabel({ id: "0123456789abcdef", name: " " })).toBe("01234567");
  });

  it("shows control characters instead of obeying them", () => {
    expect(runLabel({ id: "a", name: "fine\n\u202egnp.exe" })).toBe("fine␣␣gnp.exe");
  });

  it("says to screen readers what its icon shows", () => {
    const shown = run({ name: "forest", status: "FAILED", starred: true, startTime: 0 });
    expect(runAccessibleLabel(shown, minute)).toBe("forest, Failed, starred, started 1 min ago");
  });

  it("counts a running run's duration up to now, and a vanished one's to its last sign of life", () => {
    expect(runDuration(run({ status: "RUNNING", startTime: 0, endTime: null }), minute)).toBe("1 min");
    expect(runDuration(run({ status: "KILLED", startTime: 0, endTime: null, lastActivity: 2000 }), minute)).toBe("2 s");
  });
});

describe("an experiment in the tree", () => {
  it("counts its runs, and running and failed ones if there are any", () => {
    expect(experimentDescription(experiment({ runs: 1 }))).toBe("1 run");
    expect(experimentDescription(experiment({ runs: 12, running: 2, failed: 1 }))).toBe(
      "12 runs · 2 running · 1 failed",
    );
  });
});

describe("text from a script in a tooltip", () => {
  it.each([
    ["<img src=x>", "&lt;img src=x\\>"],
    ["[x](command:y)", "\\[x\\]\\(command\\:y\\)"],
    ["$(alert)", "\\$\\(alert\\)"],
    ["a|b\nc", "a\\|b c"],
    ["&lt;", "&amp;lt;"],
  ])("is no markup: %s", (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it("never keeps a sign of markup that is not escaped", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const rest = escapeMarkdown(text)
          .replace(/\\[^a-zA-Z0-9\s]/g, "")
          .replace(/&(lt|amp);/g, "");
        expect(rest).not.toMatch(/[\\`*_{}[\]()#+\-.!|<>~$@:/&\n]/);
      }),
    );
  });

  it("stands on lines of its own", () => {
    expect(runTooltipHead(run({ name: "# a\n# b", user: "ada" }), 0)).toContain("**\\# a␣\\# b**");
  });
});

describe("one line", () => {
  it("stays one line", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(oneLine(text).split(/[\r\n\u2028\u2029]/)).toHaveLength(1);
      }),
    );
  });
});

describe("the badge", () => {
  const experiments = [experiment({ running: 2, failed: 3 }), experiment({ failed: 1 })];

  it("counts running runs and those that failed since the user looked", () => {
    expect(badgeOf(attention(experiments, 3))).toEqual({
      value: 3,
      tooltip: "2 runs running, 1 run failed since you last looked",
    });
  });

  it("is gone when there is nothing to say", () => {
    expect(badgeOf(attention([experiment({ failed: 4 })], 4))).toBeUndefined();
  });

  it("does not count below nothing when failed runs were deleted", () => {
    expect(attention([], 5)).toEqual({ running: 0, failed: 0 });
  });
});

describe("what the user chose in the view", () => {
  it("starts with the newest run first and starred ones above", () => {
    expect(readViewState(undefined)).toEqual({
      filter: "",
      sort: { by: "start", descending: true },
      grouped: false,
      starred: "first",
      lifecycle: "active",
    });
  });

  it("survives parts that can't be understood", () => {
    expect(readViewState({ filter: "x", sort: { by: 3 }, starred: "only" })).toMatchObject({
      filter: "x",
      sort: { by: "start", descending: true },
      starred: "only",
    });
  });

  it("is said above the list when something is not as usual", () => {
    const state = readViewState({ filter: "lr", sort: { by: "metric:val_acc", descending: true }, starred: "only" });
    expect(viewMessage(state)).toBe("Starred runs only · Filter: lr · Sorted by val_acc ↓");
    expect(viewMessage(readViewState({}))).toBeUndefined();
  });
});

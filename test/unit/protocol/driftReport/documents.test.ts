import { describe, expect, it } from "vitest";
import { driftHtml } from "../../../../src/protocol/driftReport/html.ts";
import { driftMarkdown } from "../../../../src/protocol/driftReport/markdown.ts";
import { detectableWords, pWords, verdictWords } from "../../../../src/protocol/driftReport/words.ts";
import { sample } from "./sample.ts";

const { aspect, column, report } = sample;
const quiet = column({ verdict: "no drift", aspects: [aspect({ effect: 0.01, verdict: "no drift" })] });
const unclear = column({
  verdict: "too small to tell",
  aspects: [aspect({ detectable: 0.4, verdict: "too small to tell" })],
});

describe("the verdict in words", () => {
  it("names what changed", () => {
    expect(verdictWords(report({ columns: [column(), quiet] }))).toBe("1 of 2 columns changed: age.");
  });

  it("claims that nothing changed only where it would have been seen", () => {
    expect(verdictWords(report({ verdict: "no drift", columns: [quiet] }))).toBe(
      "None of 1 column changed by as much as matters, and there are enough rows to have seen it.",
    );
    expect(verdictWords(report({ verdict: "too small to tell", columns: [quiet, unclear] }))).toBe(
      "The rows are too few to tell for 1 of 2 columns: a change that matters could have been missed.",
    );
  });

  it("tells columns that are gone, new, or of another type", () => {
    const schema = {
      appeared: ["c"],
      vanished: ["a", "b"],
      changed: [{ name: "d", reference: "BIGINT", current: "VARCHAR" }],
    };
    expect(verdictWords(report({ columns: [quiet], schema }))).toBe(
      "2 columns of the reference are gone: a, b. d was BIGINT and is VARCHAR. New: c.",
    );
  });

  it("says that a side has no rows", () => {
    const none = report({ current: { ...report().current, rows: 0 }, columns: [], verdict: "too small to tell" });
    expect(verdictWords(none)).toContain("The current side has no rows.");
  });
});

describe("what would have been seen", () => {
  it("is told beside what matters", () => {
    expect(detectableWords(aspect({ verdict: "too small to tell", effect: 0.02, detectable: 0.25 }))).toBe(
      "So many rows are sure to show a change of 0.25 or more; one of 0.1 could have been missed.",
    );
    expect(detectableWords(aspect({ verdict: "too small to tell", effect: 0.2, adjustedP: 0.2 }))).toContain(
      "by chance alone",
    );
    expect(detectableWords(aspect({ verdict: "too small to tell", detectable: null }))).toBe(
      "Nothing can be told from these rows.",
    );
  });
});

describe("a p-value", () => {
  it("is never 0", () => {
    expect([pWords(0), pWords(1e-300), pWords(0.0004), pWords(0.25)]).toEqual([
      "< 1e−99",
      "< 1e−99",
      "0.0004",
      "0.250",
    ]);
  });
});

describe("documents", () => {
  const hostile = '<img src=x onerror="alert(1)">| `rm` [link](http://x) \n# heading';
  const one = report({
    reference: { ...report().reference, label: hostile },
    slice: hostile,
    columns: [
      column({
        name: hostile,
        measures: [{ name: "x", value: null, note: hostile }],
        categories: {
          top: [{ label: hostile, reference: 3, current: 4 }],
          others: { reference: 0, current: 0 },
          appeared: [{ label: hostile, reference: 0, current: 4 }],
          vanished: [],
          appearedCount: 1,
          vanishedCount: 0,
        },
      }),
    ],
    leftOut: [{ name: hostile, reason: hostile }],
  });

  it("as a page hold no markup but their own", () => {
    const page = driftHtml(one);
    expect(page).not.toContain("<img");
    expect(page).toContain("&lt;img");
    expect(page).toContain("default-src 'none'");
  });

  it("as Markdown hold no markup but their own, and a row for each column", () => {
    const text = driftMarkdown(one);
    expect(text).not.toMatch(/[^\\]<img/);
    expect(text).not.toMatch(/[^\\]\[link/);
    expect(text.split("\n").filter((line) => line.startsWith("#"))).toEqual(["# Drift"]);
    expect(text.split("\n").filter((line) => line.startsWith("| ")).length).toBe(3);
  });

  it("draw what is there, with numbers that are finite", () => {
    const numbers = {
      isTime: true,
      histogram: {
        edges: [0, 86_400, 172_800],
        reference: [0.5, 0.4],
        current: [0.1, 0.9],
        below: { reference: 0.1, current: 0 },
        above: { reference: 0, current: 0 },
      },
      quantiles: [0.1, 0.5, 0.9].map((probability) => ({ probability, reference: probability, current: 1 })),
    };
    const page = driftHtml(report({ columns: [column({ numbers })] }));
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).toContain("1970-01-01");
    expect(page).not.toMatch(/NaN|Infinity|undefined/);
  });
});

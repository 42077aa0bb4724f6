import { describe, expect, it } from "vitest";
import { driftCsv } from "../../../../src/protocol/driftReport/csv.ts";
import { driftHtml } from "../../../../src/protocol/driftReport/html.ts";
import { driftMarkdown } from "../../../../src/protocol/driftReport/markdown.ts";
import {
  detectableWords,
  glanceWords,
  multivariateWords,
  pWords,
  verdictWords,
} from "../../../../src/protocol/driftReport/words.ts";
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

describe("a column at a glance", () => {
  const categories = { top: [], others: { reference: 0, current: 0 }, appeared: [], vanished: [] };

  it("says how missing values changed, and how many categories are new and gone", () => {
    expect(glanceWords(report(), column())).toBe("missing 0 % → 1 %");
    const { missing } = column({ missing: { reference: 0, current: 0 } });
    expect(glanceWords(report(), { missing, categories: null })).toBe("");
    expect(glanceWords(report(), { missing, categories: { ...categories, appearedCount: 2, vanishedCount: 1 } })).toBe(
      "2 new, 1 gone",
    );
  });

  it("is called by what it is for", () => {
    const label = column({ name: "churned", role: "label" });
    expect(verdictWords(report({ columns: [label, column()] }))).toBe("2 of 2 columns changed: churned (label), age.");
  });
});

describe("the report as CSV", () => {
  it("has a line for each column with every digit, and runs nothing in a spreadsheet", () => {
    const lines = driftCsv(report({ columns: [column(), column({ name: "=1+1", measures: [], aspects: [] })] })).split(
      "\r\n",
    );
    expect(lines).toHaveLength(4);
    expect(lines[0]).toMatch(/^column,role,type,verdict,.*,categories_gone,Wasserstein distance$/);
    expect(lines[1]).toBe(
      "age,feature,BIGINT,drift,values,Kolmogorov–Smirnov,D,0.31,0.1,0.04,1e-12,2e-11,2000,1000,0,10,0,0.01,,,1.5",
    );
    expect(lines[2]).toBe("'=1+1,feature,BIGINT,drift,,,,,,,,,2000,1000,0,10,0,0.01,,,");
  });
});

describe("all columns together", () => {
  const together = (verdict: "drift" | "no drift" | "too small to tell", auc: number): string => {
    const [words = ""] = multivariateWords({
      aspects: [aspect({ of: "rows told apart", verdict })],
      classifier: { auc, interval: [auc - 0.02, auc + 0.02], importance: [{ column: "age", share: 0.9 }] },
      components: null,
      sample: { reference: 2000, current: 1000 },
      notes: [],
    });
    return words;
  };

  it("tell the sides apart only where that is judged so, and then by which columns", () => {
    expect(together("drift", 0.8)).toMatch(
      /^A classifier tells the sides apart with an AUC of 0.800 .* It used age 90 %\.$/,
    );
  });

  it("claim nothing of a classifier that is hardly better than chance", () => {
    expect(together("no drift", 0.51)).toMatch(
      /^A classifier does not tell the sides apart .* 0.510 .* sampled rows\.$/,
    );
    expect(together("too small to tell", 0.51)).toMatch(/^Whether a classifier tells the sides apart is not sure/);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell } from "../../../../src/protocol/csvCell.ts";
import type { Comparison } from "../../../../src/protocol/entities.ts";
import { comparisonCsv } from "../../../../webview/compare/export/csv.ts";
import { comparisonHtml } from "../../../../webview/compare/export/html.ts";
import { comparisonMarkdown, markdownText } from "../../../../webview/compare/export/markdown.ts";
import { markup } from "../../../../webview/compare/export/markup.ts";
import { report } from "../../../../webview/compare/export/report.ts";
import { linearTicks, logTicks } from "../../../../webview/compare/export/ticks.ts";
import { chartSeries } from "../../../../webview/kit/chartData.ts";
import type { DrawnSeries } from "../../../../webview/kit/chartModel.ts";
import { seriesStyle } from "../../../../webview/kit/palette.ts";
import { comparisonOf, logged } from "./comparison.ts";

const evil = `<script>alert("1")</script>|[x](javascript:alert(1))"'><img src=x onerror=alert(1)>`;
const settings = { mode: "step", log: false, smoothing: 0, smoother: "ema", robust: false } as const;

const plain = comparisonOf(["first", "second"], {
  params: [{ key: "lr", values: ["0.1", "0.01"], differs: true }],
  metrics: [
    {
      key: "acc",
      goal: "max",
      cells: [logged("acc", "max", [0.5, 0.123456789012345]), logged("acc", "max", [0.75, "NaN"])],
      best: [1],
      differs: true,
    },
  ],
});

const evilComparison = comparisonOf([evil, `=cmd|' /C calc'!A0`], {
  experimentNames: [evil, evil],
  params: [{ key: evil, values: [evil, `+1+1`], differs: true }],
  metrics: [
    { key: evil, goal: "max", cells: [logged(evil, "max", [1]), logged(evil, "max", [2])], best: [1], differs: true },
  ],
  tags: [{ key: evil, values: [evil, null], differs: true }],
});

const reportOf = (comparison: Comparison) =>
  report(comparison, { showAll: true, statistic: "best", now: Date.UTC(2024, 0, 2) });

function lineOf(name: string, values: number[]): DrawnSeries {
  const steps = values.map((_, index) => index);
  const sample = { runId: name, key: "acc", steps, times: steps, values, total: values.length };
  return {
    run: { id: name, name, startTime: 0, slot: 0 },
    style: seriesStyle(0, "light"),
    series: chartSeries(sample, { ...settings, runStart: 0 }),
    faded: false,
  };
}

const htmlOf = (comparison: Comparison, metric = "acc"): string =>
  comparisonHtml(reportOf(comparison), [{ metric, series: [lineOf("first", [1, 2, 3])] }], {
    settings,
    styles: comparison.runs.map((_, index) => seriesStyle(index, "light")),
  });

/** Reads RFC 4180 back; written apart from the writer, so that they cannot be wrong together. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(text.slice(at));
    const bare = /^[^",\r\n]*/.exec(text.slice(at));
    cells.push(quoted === null ? (bare?.[0] ?? "") : (quoted[1] ?? "").replaceAll('""', '"'));
    at += (quoted ?? bare)?.[0].length ?? 0;
    if (text.startsWith("\r\n", at) || at >= text.length) {
      rows.push(cells);
      cells = [];
      at += 2;
    } else at += 1;
  }
  return rows;
}

describe("export as CSV", () => {
  it("has a line for each run and numbers in full precision", () => {
    const [head = [], first = [], second = []] = readCsv(comparisonCsv(plain));
    const cell = (row: string[], name: string) => row[head.indexOf(name)];
    expect(cell(first, "run_name")).toBe("first");
    expect(cell(first, "param.lr")).toBe("0.1");
    expect(cell(first, "metric.acc.last")).toBe("0.123456789012345");
    expect(cell(first, "metric.acc.best")).toBe("0.5");
    expect(cell(second, "metric.acc.last")).toBe("NaN");
    expect(cell(second, "metric.acc.nan_count")).toBe("1");
  });

  it("comes back as it was, whatever the text", () => {
    const text = fc.string({ unit: fc.constantFrom("a", '"', ",", "\r", "\n", " ", "=", "é", "'") });
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 5 }), (cells) => {
        const [row = []] = readCsv(`${cells.map(csvCell).join(",")}\r\n`);
        expect(row.map((cell, index) => (cell === `'${cells[index]}` ? cells[index] : cell))).toEqual(cells);
      }),
    );
  });

  it("has no cell that a spreadsheet would run", () => {
    for (const row of readCsv(comparisonCsv(evilComparison))) {
      for (const cell of row) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
    }
    expect(csvCell("@SUM(A1)")).toBe("'@SUM(A1)");
    expect(csvCell('=HYPERLINK("x")')).toBe(`"'=HYPERLINK(""x"")"`);
  });

  it("leaves numbers as they are, negative ones too", () => {
    for (const number of ["-0.5", "+3", "-1e-7", "1E5", "-.5", "-Infinity"]) expect(csvCell(number)).toBe(number);
    expect(csvCell("-1+1")).toBe("'-1+1");
  });
});

describe("export as Markdown", () => {
  it("has tables with runs as columns and the best in bold", () => {
    const text = comparisonMarkdown(reportOf(plain));
    expect(text).toContain("| Metrics | first | second |\n| --- | --- | --- |\n| acc | 0.5 | **0.75** |");
    expect(text).toContain("| lr | 0.1 | 0.01 |");
  });

  it("has runs as rows when they are many", () => {
    const names = Array.from({ length: 8 }, (_, index) => `r${index}`);
    const many = comparisonOf(names, {
      params: [{ key: "lr", values: names.map((_, index) => `${index}`), differs: true }],
    });
    expect(comparisonMarkdown(reportOf(many))).toContain("| Run | lr |\n| --- | --- |\n| r0 | 0 |");
  });

  it("lets nothing that was logged act as Markdown or HTML", () => {
    const text = comparisonMarkdown(reportOf(evilComparison));
    expect(text).not.toMatch(/<script|<img/i);
    expect(text).not.toMatch(/(?<!\\)\]\(javascript/);
  });

  it("keeps every table's lines equally wide", () => {
    for (const block of comparisonMarkdown(reportOf(evilComparison)).split("\n\n")) {
      if (!block.startsWith("|")) continue;
      const widths = block
        .trim()
        .split("\n")
        .map((line) => line.match(/(?<!\\)\|/g)?.length);
      expect(new Set(widths).size).toBe(1);
    }
  });

  it("escapes a line break, which would end a table", () => {
    expect(markdownText("a\r\nb | c")).toBe("a b \\| c");
  });
});

describe("export as HTML", () => {
  it("is one file without script or anything to fetch", () => {
    const text = htmlOf(plain);
    expect(text).toMatch(/^<!DOCTYPE html>/);
    expect(text).not.toMatch(/<script|<link|<img|@import|url\(|\bhref=|\bsrc=/i);
    expect(text).toContain("default-src 'none'");
    expect(text).toContain("<svg");
    expect(text).toContain('<td class="best">0.75</td>');
  });

  it("lets nothing that was logged become markup", () => {
    const text = htmlOf(evilComparison, evil);
    expect(text).not.toMatch(/<script|<img/i);
    expect(text).toContain("&#60;script&#62;");
    const attributes = [...text.matchAll(/aria-label="([^"]*)"/g)].map((match) => match[1]);
    expect(attributes.every((value) => !/[<>]/.test(value ?? ""))).toBe(true);
  });

  it("keeps a gap in a line a gap, and marks what was logged there", () => {
    const text = comparisonHtml(reportOf(plain), [{ metric: "acc", series: [lineOf("first", [1, Number.NaN, 3])] }], {
      settings,
      styles: [],
    });
    const path = /<path d="([^"]*)"/.exec(text)?.[1] ?? "";
    expect(path.match(/M/g)).toHaveLength(2);
    expect(text).toContain("<title>NaN</title>");
  });

  it("leaves out a chart that has nothing to draw", () => {
    const empty = [{ metric: "acc", series: [lineOf("first", [Number.NaN])] }];
    expect(comparisonHtml(reportOf(plain), empty, { settings, styles: [] })).not.toContain("<figure");
  });

  it("escapes any text that is inserted", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(markup`<td title="${text}">${text}</td>`.text.match(/[<>"]/g)).toHaveLength(6);
      }),
    );
  });
});

describe("ticks", () => {
  it("are round and within the range", () => {
    expect(linearTicks(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1]);
    expect(linearTicks(-3, 7, 5)).toEqual([-2, 0, 2, 4, 6]);
    expect(linearTicks(2, 2, 5)).toEqual([2]);
  });

  it("are powers of ten on a logarithmic scale", () => {
    expect(logTicks(0.001, 100)).toEqual([0.001, 0.01, 0.1, 1, 10, 100]);
    expect(logTicks(2, 5)).toEqual([2, 5]);
  });
});

import { describe, expect, it } from "vitest";
import { driftHtml } from "../../../../src/protocol/driftReport/html.ts";
import { driftMarkdown } from "../../../../src/protocol/driftReport/markdown.ts";
import { partColumns, partsOfSlices, partsOfTime } from "../../../../src/protocol/driftReport/parts.ts";
import { driftPartsCsv } from "../../../../src/protocol/driftReport/partsCsv.ts";
import { partsDrawing } from "../../../../src/protocol/driftReport/partsDrawing.ts";
import { driftPartsHtml } from "../../../../src/protocol/driftReport/partsHtml.ts";
import { driftPartsMarkdown } from "../../../../src/protocol/driftReport/partsMarkdown.ts";
import { sample } from "./sample.ts";

const rule = { significance: 0.05, effect: 0.1, power: 0.8 };
const column = (name: string, effect: number | null, verdict: "drift" | "no drift" | "too small to tell") => ({
  name,
  verdict,
  effect,
  minimumEffect: effect === null ? null : 0.1,
  adjustedP: effect === null ? null : 0.01,
});
const window = (from: string, columns: ReturnType<typeof column>[]) => ({
  from,
  before: from,
  rows: 1000,
  verdict: columns.some(({ verdict }) => verdict === "drift") ? ("drift" as const) : ("no drift" as const),
  columns,
});
const overTime = partsOfTime({
  column: "at",
  every: "week",
  rule,
  windows: [
    window("2026-01-05", [column("quiet", 0.02, "no drift"), column("loud", 0.05, "too small to tell")]),
    window("2026-01-12", [column("loud", 0.9, "drift"), column("quiet", null, "too small to tell")]),
  ],
});
const rects = (name: string, parts: typeof overTime) =>
  partsDrawing(name, parts).shapes.flatMap((shape) => (shape.kind === "rect" ? [shape] : []));

describe("a comparison part by part", () => {
  it("says in how many parts something drifted", () => {
    expect(overTime.words).toBe("Drift in 1 of 2 windows of a week by at.");
    const slices = partsOfSlices({
      column: "country",
      rule,
      slices: [{ value: null, rows: { reference: 1200, current: 30 }, verdict: "too small to tell", columns: [] }],
      others: 1500,
    });
    expect(slices.words).toBe("Drift in 0 of 1 slices by country.");
    expect(slices.note).toBe("1,500 rarer values of country were not compared.");
    expect(slices.parts).toMatchObject([{ label: "no value", rows: "1,200 → 30" }]);
  });

  it("has the column that drifted in the most parts first", () => {
    expect(partColumns(overTime)).toEqual(["loud", "quiet"]);
  });

  it("draws a bar for each part, marked by its verdict, and none where there was nothing to compare", () => {
    expect(rects("loud", overTime).map(({ of, title }) => [of, title])).toEqual([
      ["unclear", "2026-01-05 (1,000 rows): 0.05, too small to tell"],
      ["drift", "2026-01-12 (1,000 rows): 0.9, drift"],
    ]);
    expect(rects("quiet", overTime)).toHaveLength(1);
    expect(partsDrawing("quiet", overTime).label).toContain("2026-01-12 (1,000 rows): nothing to compare");
  });

  it("gives all columns one scale, which a large change does not burst", () => {
    const [, tall] = rects("loud", overTime);
    const [low] = rects("quiet", overTime);
    expect(tall?.y).toBeGreaterThan(0);
    // 0.02 is a fifth of what matters, 0.9 nine times as much: drawn as four times.
    expect((tall?.height ?? 0) / (low?.height ?? 1)).toBeCloseTo(20, 6);
  });
});

describe("its documents", () => {
  const evil = "<b>a</b> | [x](y)";
  const bySlice = {
    column: "country",
    rule,
    slices: [
      {
        value: "=1+1",
        rows: { reference: 1200, current: 900 },
        verdict: "drift" as const,
        columns: [column(evil, 0.123456789, "drift"), column("none", null, "too small to tell")],
      },
    ],
    others: 0,
  };

  it("draw each column in HTML, and keep what others wrote from being markup", () => {
    const page = driftPartsHtml(overTime, ["before: a.csv", "now: <i>b</i>.csv"]);
    expect(page.match(/<svg/g)).toHaveLength(2);
    expect(page).toContain("now: &lt;i&gt;b&lt;/i&gt;.csv");
    expect(page).toContain("Drift in 1 of 2 windows of a week by at.");
    expect(driftPartsHtml(partsOfSlices(bySlice), [])).not.toContain("<b>a");
  });

  it("have a line for each part in Markdown, with the sizes and what they mean", () => {
    const text = driftPartsMarkdown(overTime, ["before: a_b.csv"]);
    expect(text).toContain("before: a\\_b.csv");
    expect(text).toContain("| window from | rows | loud | quiet |\n| --- | ---: | ---: | ---: |\n");
    expect(text).toContain("| 2026-01-05 | 1,000 | 0.05 ? | 0.02 |\n| 2026-01-12 | 1,000 | **0.9 !** | – |\n");
    expect(driftPartsMarkdown(partsOfSlices(bySlice), [])).toContain("\\<b\\>a\\</b\\> \\| \\[x\\](y)");
  });

  it("have a line for each column of each part in CSV", () => {
    expect(driftPartsCsv(bySlice)).toBe(
      [
        "slice,rows_before,rows_now,column,verdict,effect,minimum_effect,adjusted_p",
        `'=1+1,1200,900,${evil},drift,0.123456789,0.1,0.01`,
        "'=1+1,1200,900,none,too small to tell,,,",
        "",
      ].join("\r\n"),
    );
  });

  it("stand in those of the whole comparison", () => {
    const whole = sample.report({ columns: [] });
    expect(driftHtml(whole, overTime).match(/<svg/g)).toHaveLength(2);
    expect(driftHtml(whole)).not.toContain("Part by part");
    expect(driftMarkdown(whole, overTime)).toContain("| 2026-01-12 | 1,000 |");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { SpanSummary } from "../../../../src/protocol/traceEntities.ts";
import { lengthOf, placeOf, spanKey, spanLines } from "../../../../webview/run/traces/spanTree.ts";

const span = (id: string, parentId: string | null, start = 0, duration: number | null = 1): SpanSummary => ({
  id,
  parentId,
  name: id,
  type: null,
  status: "OK",
  start,
  duration,
});

const shown = (spans: readonly SpanSummary[], closed: readonly string[] = []) =>
  spanLines(spans, new Set(closed)).map(({ span: { id }, depth }) => `${" ".repeat(depth)}${id}`);

const tree = [span("root", null, 0, 100), span("a", "root", 10, 30), span("a1", "a", 15, 5), span("b", "root", 50, 50)];

describe("the lines of a waterfall", () => {
  it("stand below their parents", () => {
    expect(shown(tree)).toEqual(["root", " a", "  a1", " b"]);
  });

  it("leave out what is in a closed span", () => {
    expect(shown(tree, ["a"])).toEqual(["root", " a", " b"]);
    expect(shown(tree, ["root"])).toEqual(["root"]);
  });

  it("have spans without a known parent at the top", () => {
    expect(shown([span("late", "gone"), span("root", null)])).toEqual(["late", "root"]);
  });

  it("show every span once, whatever the parents are", () => {
    const ids = ["a", "b", "c", "d", "e"];
    const parents = fc.array(fc.constantFrom(null, ...ids, "gone"), { minLength: 5, maxLength: 5 });
    fc.assert(
      fc.property(parents, (chosen) => {
        const spans = ids.map((id, index) => span(id, chosen[index] ?? null));
        const lines = spanLines(spans, new Set());
        expect(lines.map((line) => line.span.id).sort()).toEqual(ids);
      }),
    );
  });

  it("go as deep as a trace does", () => {
    const chain = Array.from({ length: 20_000 }, (_, at) => span(`s${at}`, at === 0 ? null : `s${at - 1}`));
    expect(spanLines(chain, new Set()).at(-1)).toMatchObject({ depth: 19_999 });
  });
});

describe("a key in the waterfall", () => {
  const lines = spanLines(tree, new Set());

  it.each([
    ["a", "ArrowDown", { choose: "a1" }],
    ["a", "ArrowUp", { choose: "root" }],
    ["a1", "ArrowLeft", { choose: "a" }],
    ["a", "ArrowLeft", { toggle: "a" }],
    ["a", "ArrowRight", { choose: "a1" }],
    ["a1", "ArrowRight", null],
    ["a", "Home", { choose: "root" }],
    ["a", "End", { choose: "b" }],
    ["b", "ArrowDown", null],
    ["a", "x", null],
  ])("at %s: %s", (chosen, key, move) => {
    expect(spanKey(lines, chosen, key)).toEqual(move);
  });

  it("opens a closed span", () => {
    expect(spanKey(spanLines(tree, new Set(["a"])), "a", "ArrowRight")).toEqual({ toggle: "a" });
  });
});

describe("a span's bar", () => {
  it("is where the span ran", () => {
    expect(lengthOf(tree)).toBe(100);
    expect(placeOf(span("x", null, 25, 50), 100)).toEqual({ from: 0.25, width: 0.5 });
  });

  it("reaches to the end when the span has not ended, and never beyond", () => {
    expect(placeOf(span("x", null, 25, null), 100)).toEqual({ from: 0.25, width: 0.75 });
    expect(placeOf(span("x", null, 80, 500), 100)).toEqual({ from: 0.8, width: expect.closeTo(0.2) });
  });

  it("is the whole line where nothing took any time", () => {
    expect(placeOf(span("x", null, 0, 0), 0)).toEqual({ from: 0, width: 1 });
  });
});

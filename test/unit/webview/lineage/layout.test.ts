import { describe, expect, it } from "vitest";
import type { LineageNode } from "../../../../src/protocol/lineageRequests.ts";
import { layout, related } from "../../../../webview/lineage/layout.ts";

const node = (id: string, kind: LineageNode["kind"]): LineageNode => ({
  id,
  kind,
  label: id,
  detail: "",
  isGood: null,
  target: null,
});
const edge = (from: string, to: string) => ({ from, to });

const nodes = [
  node("model", "model"),
  node("run", "run"),
  node("b", "feature"),
  node("a", "feature"),
  node("orders", "data"),
  node("other", "data"),
];
const edges = [edge("orders", "a"), edge("a", "b"), edge("orders", "b"), edge("b", "run"), edge("run", "model")];

describe("the layout of lineage", () => {
  it("puts a node right of all that it was made from", () => {
    const { placed, columns } = layout({ nodes, edges });
    const x = Object.fromEntries(placed.map((each) => [each.node.id, each.x]));
    for (const { from, to } of edges) expect(x[from]).toBeLessThan(x[to] ?? 0);
    expect(x.other).toBe(x.orders);
    expect(columns.map(({ title }) => title)).toEqual(["Sources", "Features", "Features", "Runs", "Models"]);
  });

  it("gives no two nodes one place, and keeps lines short", () => {
    const runs = ["r1", "r2"].map((id) => node(id, "run"));
    const { placed } = layout({
      nodes: [...runs, node("x", "data"), node("y", "data")],
      edges: [edge("x", "r2"), edge("y", "r1")],
    });
    expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(placed.length);
    const y = Object.fromEntries(placed.map((each) => [each.node.id, each.y]));
    expect([y.r2, y.r1]).toEqual([y.x, y.y]);
  });

  it("bears with a circle", () => {
    const circle = [node("p", "feature"), node("q", "feature")];
    expect(layout({ nodes: circle, edges: [edge("p", "q"), edge("q", "p")] }).placed).toHaveLength(2);
  });

  it("knows what a node was made from and what was made from it", () => {
    expect([...related("b", edges)].sort()).toEqual(["a", "b", "model", "orders", "run"]);
    expect([...related("other", edges)]).toEqual(["other"]);
  });
});

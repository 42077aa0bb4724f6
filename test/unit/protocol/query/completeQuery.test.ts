import { describe, expect, it } from "vitest";
import { completeQuery } from "../../../../src/protocol/query/completeQuery.ts";

const names = { metrics: ["loss", "val/loss", "top 5"], params: ["lr", "optimizer"], tags: ["team"] };

/** What is offered where the bar stands. */
function offered(marked: string): string[] {
  const caret = marked.indexOf("|");
  return completeQuery(marked.replace("|", ""), caret, names).items.map(({ text }) => text);
}

/** The query once the first offer was taken. */
function taken(marked: string): string {
  const caret = marked.indexOf("|");
  const text = marked.replace("|", "");
  const { from, to, items } = completeQuery(text, caret, names);
  return `${text.slice(0, from)}${items[0]?.text}${text.slice(to)}`;
}

describe("a query is completed", () => {
  it("with names that begin with what was typed, with or without their kind", () => {
    expect(offered("lo|")).toEqual(["metrics.loss", "metrics.val/loss"]);
    expect(offered("metrics.v|")[0]).toBe("metrics.val/loss");
    expect(offered("params.|")).toEqual(["params.lr", "params.optimizer"]);
    expect(taken("loss|")).toBe("metrics.loss");
    expect(taken("metrics.loss < 1 AND opt| > 2")).toBe("metrics.loss < 1 AND params.optimizer > 2");
  });

  it("with a metric within a function, in backticks where its name has spaces", () => {
    expect(offered("best(|")).toEqual(["loss", "val/loss", "`top 5`"]);
    expect(taken("best(top|")).toBe("best(`top 5`");
    expect(offered("be|")[0]).toBe("best(");
  });

  it("with words that join behind what is whole", () => {
    expect(offered("metrics.loss < 1 |").slice(0, 2)).toEqual(["AND", "OR"]);
    expect(offered("metrics.loss < 1 a|")[0]).toBe("AND");
    expect(offered("metrics.loss b|")[0]).toBe("BETWEEN");
    expect(offered("|").at(0)).toBe("metrics.loss");
    expect(offered("metrics.loss < 1 AND |").at(0)).toBe("metrics.loss");
  });

  it("with the states that a run may have, and within another text with nothing", () => {
    expect(taken("status = |")).toBe("status = 'RUNNING'");
    expect(taken("status = 'FA|")).toBe("status = 'FAILED'");
    expect(taken("status IN ('FAILED', 'KI|")).toBe("status IN ('FAILED', 'KILLED'");
    expect(offered("params.lr = 'lo|")).toEqual([]);
  });
});

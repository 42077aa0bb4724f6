import { describe, expect, it } from "vitest";
import { narrowed } from "../../../../src/protocol/query/narrowed.ts";
import { parseQuery } from "../../../../src/protocol/query/parseQuery.ts";
import type { RunsColumn } from "../../../../src/protocol/runsTableRequests.ts";
import type { Cell } from "../../../../webview/runs/charts/chartScale.ts";
import { plotted } from "../../../../webview/runs/charts/plotted.ts";
import { valueGroups } from "../../../../webview/runs/valueGroups.ts";

/** `label × runs: query` of each group. Each query is one that can be read. */
function groups(column: RunsColumn, ...cells: Cell[]): string[] {
  const runs = cells.map((cell, index) => ({ id: String(index), name: "", cells: [cell] }));
  const dimension = plotted({ runs, total: runs.length }, [column]).dimension(column);
  if (dimension === undefined) throw new Error("The column is drawn.");
  return valueGroups(dimension).map(({ label, runs: own, common }) => {
    const query = common === null ? "" : narrowed("", [common]);
    if (query !== "") parseQuery(query);
    return `${label} × ${own}: ${query}`;
  });
}

const loss: RunsColumn = { of: "metric", key: "val loss", take: "best" };

describe("the values of a column", () => {
  it("are told one by one where they are few", () => {
    expect(groups({ of: "param", key: "batch" }, "32", "16", "32.0", null)).toEqual([
      "16 × 1: params.batch = 16",
      "32 × 2: params.batch = 32",
      "none × 1: params.batch IS NULL",
    ]);
    expect(groups({ of: "attribute", name: "status" }, "FAILED", "FINISHED", "FAILED")).toEqual([
      "FAILED × 2: status = 'FAILED'",
      "FINISHED × 1: status = 'FINISHED'",
    ]);
  });

  it("are told in parts where they are many numbers, with NaN and what lacks them last", () => {
    const many = Array.from({ length: 20 }, (_, index) => index);
    const found = groups(loss, ...many, "NaN", null);
    expect(found[0]).toBe("0 to 1 × 2: best(`val loss`) BETWEEN 0 AND 1");
    expect(found.slice(-2)).toEqual(["NaN or infinite × 1: ", "none × 1: metrics.`val loss` IS NULL"]);
    expect(found.length).toBe(12);
  });

  it("are told as durations, and as commits", () => {
    expect(groups({ of: "attribute", name: "duration" }, 30, 90)).toEqual([
      "30 s × 1: duration = 30",
      "1 min 30 s × 1: duration = 90",
    ]);
    expect(groups({ of: "attribute", name: "commit" }, "abc", null)).toEqual([
      "abc × 1: tags.mlflow.source.git.commit = 'abc'",
      "none × 1: tags.mlflow.source.git.commit IS NULL",
    ]);
  });
});

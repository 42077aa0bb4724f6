import { expect, it } from "vitest";
import { narrowed } from "../../../../../src/protocol/query/narrowed.ts";
import type { RunsColumn } from "../../../../../src/protocol/runsTableRequests.ts";
import { brushConditions, brushed } from "../../../../../webview/runs/charts/brushes.ts";
import { plotted } from "../../../../../webview/runs/charts/plotted.ts";
import { columnId } from "../../../../../webview/runs/columns.ts";

it("what is chosen on axes becomes a query for those runs, whose ends are values of theirs", () => {
  const columns: RunsColumn[] = [
    { of: "param", key: "learning rate" },
    { of: "param", key: "optimizer" },
    { of: "metric", key: "loss", take: "best" },
  ];
  const runs = [
    { id: "a", name: "a", cells: ["0.1", "adam", 1] },
    { id: "b", name: "b", cells: ["0.2", "sgd", 2] },
    { id: "c", name: "c", cells: ["0.3", "sgd", 3] },
    { id: "d", name: "d", cells: [null, "lion", 2] },
  ];
  const data = plotted({ runs, total: 4 }, columns);
  const axes = columns.map((column) => data.dimension(column)).filter((axis) => axis !== undefined);
  const [rate, optimizer, loss] = columns.map(columnId);
  const brushes = new Map([
    [rate ?? "", { from: 0, to: 0.6 }],
    [optimizer ?? "", { from: 0.5, to: 1 }],
    [loss ?? "", { from: 0.2, to: 0.8 }],
  ]);
  const isIn = brushed(data, axes, brushes);
  expect(isIn).toEqual([false, true, false, false]);
  expect(narrowed("seed", brushConditions(axes, brushes, isIn))).toBe(
    "name ILIKE '%seed%' AND params.`learning rate` = 0.2 AND params.optimizer = 'sgd' AND best(loss) = 2",
  );
});

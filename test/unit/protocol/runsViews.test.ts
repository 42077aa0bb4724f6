import { expect, it } from "vitest";
import { RunsView, RunsViewsFile, withView } from "../../../src/protocol/runsViews.ts";

const view = (name: string, filter = "") => RunsView.parse({ name, filter });

it("a view takes the place of the one of its name, and all are sorted, so that a commit shows what has changed", () => {
  const views = withView([view("b"), view("c")], view("a"));
  expect(views.map(({ name }) => name)).toEqual(["a", "b", "c"]);
  expect(withView(views, view("b", "metrics.loss < 1")).map(({ filter }) => filter)).toEqual([
    "",
    "metrics.loss < 1",
    "",
  ]);
});

it("a view that was written by hand may leave out what is usual", () => {
  const { views } = RunsViewsFile.parse({
    views: [{ name: "short", sort: [{ column: { of: "param", key: "lr" }, descending: true }] }],
  });
  expect(views).toEqual([
    {
      ...{ name: "short", filter: "", columns: null, groupBy: [], onlyChanged: false },
      sort: [{ column: { of: "param", key: "lr" }, descending: true }],
    },
  ]);
  expect(RunsViewsFile.safeParse({ views: [{ filter: "a view without a name" }] }).success).toBe(false);
});

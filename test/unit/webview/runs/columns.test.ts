import { describe, expect, it } from "vitest";
import type { RunsColumn } from "../../../../src/protocol/runsTableRequests.ts";
import { cellText, columnLabel, nextSort, usualColumns } from "../../../../webview/runs/columns.ts";

const loss: RunsColumn = { of: "metric", key: "loss", take: "last" };
const best: RunsColumn = { ...loss, take: "best" };
const lr: RunsColumn = { of: "param", key: "lr" };

describe("a column of the runs table", () => {
  it("is called by what it shows", () => {
    expect([loss, best, { ...loss, take: { at: 100 } }, lr].map(columnLabel)).toEqual([
      "loss",
      "best(loss)",
      "loss at 100",
      "lr",
    ]);
  });

  it("is there before anyone chose for the first metrics that are not the machine's, and parameters", () => {
    const keys = { metrics: ["loss", "system/cpu"], params: ["lr"], tags: ["team"] };
    expect(usualColumns(keys).map(columnLabel)).toEqual(["Status", "Started", "Duration", "loss", "lr"]);
  });

  it("shows four digits of a metric, the whole of a parameter, and nothing for what a run lacks", () => {
    expect(cellText(loss, 0.123456)).toBe("0.1235");
    expect(cellText(loss, "NaN")).toBe("NaN");
    expect(cellText(lr, "0.123456")).toBe("0.123456");
    expect(cellText(lr, null)).toBe("");
    const started = new Date(2026, 0, 31, 4, 5).getTime();
    expect(cellText({ of: "attribute", name: "start_time" }, started)).toBe("2026-01-31 04:05");
    expect(cellText({ of: "attribute", name: "duration" }, 90)).toBe("1 min 30 s");
  });
});

describe("the order of the runs table", () => {
  const shown = (sort: ReturnType<typeof nextSort>) =>
    sort.map(({ column, descending }) => `${columnLabel(column)} ${descending ? "down" : "up"}`);

  it("turns with each click, numbers first from the largest, texts from the first", () => {
    const once = nextSort([], loss, false);
    const twice = nextSort(once, loss, false);
    expect([once, twice, nextSort(twice, loss, false)].map(shown)).toEqual([["loss down"], ["loss up"], []]);
    expect(shown(nextSort(once, lr, false))).toEqual(["lr up"]);
  });

  it("has several columns in turn with Shift, each of which turns in its place", () => {
    const two = nextSort(nextSort([], lr, false), best, true);
    expect(shown(two)).toEqual(["lr up", "best(loss) down"]);
    expect(shown(nextSort(two, lr, true))).toEqual(["lr down", "best(loss) down"]);
  });
});

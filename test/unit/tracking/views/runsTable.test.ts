import { describe, expect, it } from "vitest";
import type { RunsColumn, RunsSort } from "../../../../src/protocol/runsTableRequests.ts";
import { ask } from "../ask.ts";
import { type TrackingFixture, trackingFixture } from "../fixture.ts";

async function threeRuns(): Promise<TrackingFixture> {
  const test = await trackingFixture();
  const { runs, recording } = test.tracking;
  const wanted = [
    { name: "low", loss: [3, 1, 2], lr: "0.5" },
    { name: "high", loss: [9, 8, 7], lr: "10" },
    { name: "none", loss: [], lr: "auto" },
  ];
  for (const [index, { name, loss, lr }] of wanted.entries()) {
    const { id } = await runs.create({ experimentId: "0", name, startTime: index, user: "", tags: [] });
    await recording.logParam(id, { key: "lr", value: lr });
    for (const [step, value] of loss.entries()) await recording.logMetric(id, { key: "loss", value, step, time: step });
  }
  return test;
}

const loss = (take: Extract<RunsColumn, { of: "metric" }>["take"]): RunsColumn => ({ of: "metric", key: "loss", take });
const lr: RunsColumn = { of: "param", key: "lr" };

async function rows(test: TrackingFixture, columns: RunsColumn[], sort: RunsSort[] = [], filter = "") {
  const { rows: all } = await ask(test, "runs/table", { experimentId: "0", columns, sort, filter });
  return Object.fromEntries(all.map(({ run, cells }) => [run.name, cells]));
}

describe("the table of runs", () => {
  it("has what its columns ask of each run, and nothing for what a run lacks", async () => {
    await using test = await threeRuns();
    const columns = [loss("last"), loss("best"), loss("max"), loss("first"), loss("count"), loss({ at: 1 }), lr];
    expect(await rows(test, columns)).toEqual({
      low: [2, 1, 3, 3, 3, 1, "0.5"],
      high: [7, 7, 9, 9, 3, 8, "10"],
      none: [null, null, null, null, null, null, "auto"],
    });
  });

  it("has the mean of the last values of a metric, by their steps, or of as many as there are", async () => {
    await using test = await threeRuns();
    const { id } = await test.tracking.runs.create({
      experimentId: "0",
      name: "lost",
      startTime: 9,
      user: "",
      tags: [],
    });
    for (const [step, value] of [Number.NaN, 4, 6].entries())
      await test.tracking.recording.logMetric(id, { key: "loss", value, step, time: 0 });
    const means = [1, 2, 3, 10].map((mean) => loss({ mean }));
    expect(await rows(test, means)).toEqual({
      low: [2, 1.5, 2, 2],
      high: [7, 7.5, 8, 8],
      none: [null, null, null, null],
      lost: [6, 5, "NaN", "NaN"],
    });
    expect(Object.keys(await rows(test, [], [], "mean(loss, 2) BETWEEN 5 AND 8"))).toEqual(["lost", "high"]);
    expect(Object.keys(await rows(test, [], [], "mean(loss, 3) != 8"))).toEqual(["lost", "low"]);
  });

  it("tells NaN from what a run lacks, and sorts both last", async () => {
    await using test = await threeRuns();
    const { id } = await test.tracking.runs.create({
      experimentId: "0",
      name: "lost",
      startTime: 9,
      user: "",
      tags: [],
    });
    await test.tracking.recording.logMetric(id, { key: "loss", value: Number.NaN, step: 0, time: 0 });
    const columns = [loss("last"), loss("first"), loss("min"), loss({ at: 0 }), loss({ at: 1 }), loss("count")];
    const all = await rows(test, columns, [{ column: loss("last"), descending: true }]);
    expect(all.lost).toEqual(["NaN", "NaN", "NaN", "NaN", null, 1]);
    expect(Object.keys(all)).toEqual(["high", "low", "lost", "none"]);
  });

  it("is sorted by several columns in turn, with what is lacking last whichever way", async () => {
    await using test = await threeRuns();
    const names = async (...sort: RunsSort[]) => Object.keys(await rows(test, [], sort));
    expect(await names()).toEqual(["none", "high", "low"]);
    expect(await names({ column: loss("best"), descending: false })).toEqual(["low", "high", "none"]);
    expect(await names({ column: loss("best"), descending: true })).toEqual(["high", "low", "none"]);
    expect(await names({ column: lr, descending: false })).toEqual(["low", "high", "none"]);
    const count = { column: loss("count"), descending: true };
    expect(await names(count, { column: lr, descending: true })).toEqual(["high", "low", "none"]);
  });

  it("has the runs that a query or words of the name find, page by page", async () => {
    await using test = await threeRuns();
    expect(Object.keys(await rows(test, [], [], "best(loss) < 5 OR name = 'none'"))).toEqual(["none", "low"]);
    expect(Object.keys(await rows(test, [], [], "ig h"))).toEqual(["high"]);
    const page = await ask(test, "runs/table", { experimentId: "0", columns: [], offset: 1, limit: 1 });
    expect(page).toMatchObject({ total: 3, rows: [{ run: { name: "high" } }], byStatus: { RUNNING: 3 } });
  });

  it("has means over the runs that have parameters in common, with Student's interval", async () => {
    await using test = await threeRuns();
    const { runs: all } = await ask(test, "runs/list", { experimentId: "0" });
    for (const { id, name } of all) {
      if (name !== "none") await test.tracking.recording.logParam(id, { key: "model", value: "cnn" });
    }
    const by = [{ of: "param", key: "model" } as const];
    const columns = [{ of: "metric", key: "loss", take: "best" } as const];
    const { groups, more } = await ask(test, "runs/groups", { experimentId: "0", by, columns });
    expect(more).toBe(0);
    expect(groups).toMatchObject([
      { values: ["cnn"], runs: 2, cells: [{ n: 2, mean: 4 }] },
      { values: [null], runs: 1, cells: [null] },
    ]);
    // 4 ± 12.706 · 3: two values, 1 and 7, leave one degree of freedom.
    expect(groups[0]?.cells[0]?.interval?.high).toBeCloseTo(4 + 12.7062 * 3, 3);
  });

  it("tells which parameters are the same in all of its runs", async () => {
    await using test = await threeRuns();
    const { runs: all } = await ask(test, "runs/list", { experimentId: "0" });
    for (const { id, name } of all) {
      await test.tracking.recording.logParam(id, { key: "model", value: "cnn" });
      if (name !== "none") await test.tracking.recording.logParam(id, { key: "depth", value: "3" });
    }
    const constants = async (filter: string) =>
      (await ask(test, "runs/constants", { experimentId: "0", filter })).params;
    expect(await constants("")).toEqual(["model"]);
    expect(await constants("metrics.loss > 0")).toEqual(["depth", "model"]);
    expect(await constants("name = 'low'")).toEqual([]);
  });

  it("has a new run as soon as it is there, and not only when its order is looked up anew", async () => {
    await using test = await threeRuns();
    await rows(test, [lr]);
    await test.tracking.runs.create({ experimentId: "0", name: "new", startTime: 9, user: "", tags: [] });
    await expect.poll(async () => Object.keys(await rows(test, [lr])), { timeout: 3000 }).toContain("new");
  });
});

import { describe, expect, it } from "vitest";
import { ask } from "../ask.ts";
import { type TrackingFixture, trackingFixture } from "../fixture.ts";

async function threeRuns(): Promise<TrackingFixture> {
  const test = await trackingFixture();
  const { runs, recording, experiments } = test.tracking;
  const other = await experiments.create({ name: "vision", tags: [] });
  const wanted = [
    { experimentId: "0", name: "old", params: { lr: "0.5", "batch size": "8" }, accuracy: 0.1 },
    { experimentId: other, name: "a", params: { lr: "0.1" }, accuracy: 0.8 },
    { experimentId: other, name: "b", params: { lr: "0.1" }, accuracy: 0.9 },
    { experimentId: other, name: "c", params: { lr: "0.2" }, accuracy: 0.95 },
    { experimentId: other, name: "d", params: { lr: "0.3" }, accuracy: Number.NaN },
    { experimentId: other, name: "e", params: {}, accuracy: 0.99 },
  ];
  for (const [index, { experimentId, name, params, accuracy }] of wanted.entries()) {
    const { id } = await runs.create({ experimentId, name, startTime: index, user: "", tags: [] });
    for (const [key, value] of Object.entries(params)) await recording.logParam(id, { key, value });
    await recording.logMetric(id, { key: "accuracy", value: accuracy, step: 0, time: index });
  }
  return test;
}

describe("names in code", () => {
  it("are known when a run has logged them", async () => {
    await using test = await threeRuns();
    expect(await ask(test, "runs/loggedNames", {})).toEqual({ params: ["batch size", "lr"], metrics: ["accuracy"] });
  });

  it("have the values that were tried in the experiment that used them last, the best first", async () => {
    await using test = await threeRuns();
    expect(await ask(test, "runs/tried", { key: "lr" })).toMatchObject({
      key: "lr",
      experiment: { name: "vision" },
      runs: 4,
      distinct: 3,
      metric: { key: "accuracy", goal: "max" },
      values: [
        { value: "0.2", runs: 1, best: 0.95 },
        { value: "0.1", runs: 2, best: 0.9 },
        { value: "0.3", runs: 1, best: null },
      ],
    });
    expect(await ask(test, "runs/tried", { key: "batch size" })).toMatchObject({
      experiment: { name: "Default" },
      runs: 1,
    });
    expect(await ask(test, "runs/tried", { key: "depth" })).toBeNull();
  });

  it("have the run that logged a metric last", async () => {
    await using test = await threeRuns();
    expect(await ask(test, "runs/latestWith", { metric: "accuracy" })).toMatchObject({
      name: "e",
      experiment: "vision",
    });
    expect(await ask(test, "runs/latestWith", { metric: "loss" })).toBeNull();
  });
});

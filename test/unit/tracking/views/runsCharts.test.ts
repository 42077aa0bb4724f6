import { describe, expect, it } from "vitest";
import { ask } from "../ask.ts";
import { type TrackingFixture, trackingFixture } from "../fixture.ts";

interface Logged {
  readonly metrics: Readonly<Record<string, number>>;
  readonly params: Readonly<Record<string, string>>;
}

async function runsOf(logged: readonly Logged[]): Promise<TrackingFixture> {
  const test = await trackingFixture();
  const { runs, recording } = test.tracking;
  for (const [index, { metrics, params }] of logged.entries()) {
    const { id } = await runs.create({ experimentId: "0", name: `run ${index}`, startTime: index, user: "", tags: [] });
    for (const [key, value] of Object.entries(params)) await recording.logParam(id, { key, value });
    for (const [key, value] of Object.entries(metrics))
      await recording.logMetric(id, { key, value, step: 0, time: index });
  }
  return test;
}

/** Small lr are good, which nothing else has to do with. */
const forty = Array.from({ length: 40 }, (_, index) => ({
  metrics: { loss: index, score: index },
  params: { lr: String(index + 1), optimizer: index % 2 === 0 ? "adam" : "sgd", batch: "32" },
}));
const metric = (key: string) => ({ of: "metric", key, take: "last" }) as const;

describe("points of runs", () => {
  it("have what is asked of each run, the newest first", async () => {
    await using test = await runsOf([
      { metrics: { loss: 1 }, params: { lr: "0.5" } },
      { metrics: { loss: Number.NaN }, params: {} },
    ]);
    const columns = [metric("loss"), { of: "param", key: "lr" } as const];
    const { runs, total } = await ask(test, "runs/points", { experimentId: "0", columns });
    expect(total).toBe(2);
    expect(runs.map(({ name, cells }) => ({ name, cells }))).toEqual([
      { name: "run 1", cells: ["NaN", null] },
      { name: "run 0", cells: [1, "0.5"] },
    ]);
    const { total: found } = await ask(test, "runs/points", { experimentId: "0", columns, filter: "params.lr = 0.5" });
    expect(found).toBe(1);
  });
});

describe("the importance of an experiment's parameters", () => {
  it("names what tells the best runs, what it is in them, and what can't be told from chance", async () => {
    await using test = await runsOf(forty);
    const report = await ask(test, "runs/importance", { experimentId: "0", metric: metric("loss") });
    expect(report).toMatchObject({
      ...{ goal: "min", runs: 40, total: 40, best: 10, more: 0 },
      params: [
        { key: "lr", share: 1, correlation: 1, best: { of: "range", low: 3.25, high: 7.75 } },
        { key: "optimizer", share: null, correlation: null, best: { of: "value", runs: 5 } },
      ],
    });
  });

  it("leaves out parameters that are the same everywhere, and runs without the metric", async () => {
    await using test = await runsOf([...forty, { metrics: { loss: Number.NaN }, params: { lr: "1", batch: "32" } }]);
    const report = await ask(test, "runs/importance", { experimentId: "0", metric: metric("loss") });
    expect(report).toMatchObject({ runs: 40, total: 41, params: [{ key: "lr" }, { key: "optimizer" }] });
  });

  it("asks which direction is better where the metric's name does not tell", async () => {
    await using test = await runsOf(forty.map((run) => ({ ...run, metrics: { thing: 1 } })));
    const unknown = await ask(test, "runs/importance", { experimentId: "0", metric: metric("thing") });
    expect(unknown).toEqual({ reason: "It is not known whether a small or a large thing is better.", needsGoal: true });
    const same = await ask(test, "runs/importance", { experimentId: "0", metric: metric("thing"), goal: "max" });
    expect(same).toEqual({ reason: "40 of 40 runs share the best value: nothing tells them apart.", needsGoal: false });
  });

  it("takes the largest as the best where that is the goal", async () => {
    await using test = await runsOf(forty);
    const report = await ask(test, "runs/importance", { experimentId: "0", metric: metric("score") });
    expect(report).toMatchObject({ goal: "max", params: [{ key: "lr", best: { of: "range", low: 33.25 } }, {}] });
  });
});

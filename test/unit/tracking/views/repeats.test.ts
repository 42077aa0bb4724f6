import { describe, expect, it } from "vitest";
import { ask } from "../ask.ts";
import { type TrackingFixture, trackingFixture } from "../fixture.ts";

async function run({ tracking }: TrackingFixture, params: Record<string, string>, accuracy: number): Promise<string> {
  const { id } = await tracking.runs.create({ experimentId: "0", name: "run", tags: [] });
  await tracking.recording.logBatch(id, {
    metrics: [{ key: "acc", value: accuracy, step: 0, time: 0 }],
    params: Object.entries(params).map(([key, value]) => ({ key, value })),
    tags: [],
  });
  return id;
}

/** Three seeds of each of two learning rates. */
async function sixRuns(test: TrackingFixture): Promise<string[]> {
  const runIds: string[] = [];
  for (const [lr, accuracies] of [
    ["0.1", [0.9, 0.91, 0.92]],
    ["0.2", [0.95, 0.951, 0.949]],
  ] as const) {
    for (const [seed, accuracy] of accuracies.entries())
      runIds.push(await run(test, { lr, seed: String(seed) }, accuracy));
  }
  return runIds;
}

describe("runs that repeat each other", () => {
  it("differ in a seed alone, and are compared as groups with the first run's", async () => {
    await using test = await trackingFixture();
    const runIds = await sixRuns(test);
    const found = await ask(test, "runs/repeats", { runIds, statistic: "best", repeating: null });
    expect(found.groups).toEqual([
      { runIds: runIds.slice(0, 3), params: [{ key: "lr", value: "0.1" }] },
      { runIds: runIds.slice(3), params: [{ key: "lr", value: "0.2" }] },
    ]);
    expect(found.differing).toEqual([
      { key: "lr", repeats: false },
      { key: "seed", repeats: true },
    ]);
    const [acc] = found.metrics;
    expect(acc).toMatchObject({ key: "acc", goal: "max", leftOut: 0 });
    expect(acc?.cells.map((cell) => [cell?.n, cell?.mean])).toEqual([
      [3, expect.closeTo(0.91, 12)],
      [3, expect.closeTo(0.95, 12)],
    ]);
    expect(acc?.verdicts).toEqual([null, expect.objectContaining({ outcome: "better" })]);
  });

  it("are held against the group that is chosen, in the metric's direction", async () => {
    await using test = await trackingFixture();
    const runIds = await sixRuns(test);
    const asked = { runIds, statistic: "last", repeating: null } as const;
    const found = await ask(test, "runs/repeats", { ...asked, baseline: runIds[4] });
    expect(found.groups.map(({ params }) => params[0]?.value)).toEqual(["0.2", "0.1"]);
    expect(found.metrics[0]?.verdicts[1]).toMatchObject({ outcome: "worse" });
    await ask(test, "metrics/setGoal", { key: "acc", goal: "min" });
    expect((await ask(test, "runs/repeats", asked)).metrics[0]?.verdicts[1]).toMatchObject({ outcome: "worse" });
  });

  it("differ in what the user says, and without repeats nothing can be told", async () => {
    await using test = await trackingFixture();
    const runIds = await sixRuns(test);
    const apart = await ask(test, "runs/repeats", { runIds, statistic: "best", repeating: [] });
    expect(apart.groups).toHaveLength(6);
    expect(apart.metrics[0]?.verdicts[1]).toMatchObject({ outcome: "can't tell", interval: null });
    const one = await ask(test, "runs/repeats", { runIds, statistic: "best", repeating: ["lr", "seed"] });
    expect(one.groups).toEqual([{ runIds, params: [] }]);
    expect(one.metrics[0]?.cells[0]?.n).toBe(6);
  });

  it("without a finite value are left out and counted; equal ones show no difference that chance could not bring", async () => {
    await using test = await trackingFixture();
    const runIds = [
      await run(test, { lr: "1", seed: "0" }, Number.NaN),
      await run(test, { lr: "1", seed: "1" }, 0.5),
      await run(test, { lr: "1", seed: "2" }, 0.6),
      await run(test, { lr: "2", seed: "0" }, 0.52),
      await run(test, { lr: "2", seed: "1" }, 0.57),
    ];
    const [acc] = (await ask(test, "runs/repeats", { runIds, statistic: "last", repeating: null })).metrics;
    expect(acc).toMatchObject({ leftOut: 1, cells: [{ n: 2 }, { n: 2 }] });
    expect(acc?.verdicts[1]).toMatchObject({ outcome: "no difference shown" });
  });
});

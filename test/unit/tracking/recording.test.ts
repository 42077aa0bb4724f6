import { describe, expect, it } from "vitest";
import type { Batch } from "../../../src/tracking/types.ts";
import { type TrackingFixture, trackingFixture } from "./fixture.ts";

const empty: Batch = { params: [], metrics: [], tags: [] };
const point = { key: "acc", value: 0.5, step: 1, time: 10 };
const newRun = async ({ tracking }: TrackingFixture) =>
  (await tracking.runs.create({ experimentId: "0", tags: [] })).id;

describe("parameters", () => {
  it("may be said again, but not differently", async () => {
    await using test = await trackingFixture();
    const { recording } = test.tracking;
    const id = await newRun(test);
    await recording.logParam(id, { key: "lr", value: "0.1" });
    await recording.logParam(id, { key: "lr", value: "0.1" });
    await expect(recording.logParam(id, { key: "lr", value: "0.2" })).rejects.toThrow(
      `Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' for run ID='${id}'.`,
    );
  });

  it("are cut off at 6000 characters, never within one", async () => {
    await using test = await trackingFixture();
    const id = await newRun(test);
    await test.tracking.recording.logParam(id, { key: "long", value: "🌊".repeat(6001) });
    expect(test.tracking.runs.get(id).params).toEqual([{ key: "long", value: "🌊".repeat(6000) }]);
  });
});

describe("a batch", () => {
  it("is recorded as a whole or not at all", async () => {
    await using test = await trackingFixture();
    const { recording, runs } = test.tracking;
    const id = await newRun(test);
    await recording.logParam(id, { key: "lr", value: "1" });
    const before = runs.get(id);
    const batch = {
      metrics: [point],
      params: [
        { key: "a", value: "1" },
        { key: "lr", value: "2" },
      ],
      tags: [],
    };
    await expect(recording.logBatch(id, batch)).rejects.toMatchObject({ code: "invalidParameter" });
    expect(runs.get(id)).toEqual(before);
  });

  it("is refused beyond MLflow's limits", async () => {
    await using test = await trackingFixture();
    const id = await newRun(test);
    const many = (count: number) => Array.from({ length: count }, (_, index) => ({ key: `k${index}`, value: "v" }));
    const points = (count: number) => Array.from({ length: count }, (_, step) => ({ ...point, step }));
    const log = (batch: Partial<Batch>) => test.tracking.recording.logBatch(id, { ...empty, ...batch });
    await expect(log({ params: many(101) })).rejects.toThrow("at most 100 params. Got 101 params.");
    await expect(log({ tags: many(101) })).rejects.toThrow("at most 100 tags");
    await expect(log({ metrics: points(1001) })).rejects.toThrow("at most 1000 metrics");
    await expect(log({ metrics: points(950), tags: many(60) })).rejects.toThrow(
      "at most 1000 metrics, params, and tags",
    );
    await expect(log({ params: [...many(1), ...many(1)] })).rejects.toThrow("Duplicate parameter keys");
    await log({ metrics: points(900), tags: many(50), params: many(50) });
  });

  it.each(["", "a\u0000b", "../up", "/abs", "a//b", "a/", ".", "<b>", "x".repeat(251)])(
    "is refused with the key %j",
    async (key) => {
      await using test = await trackingFixture();
      const id = await newRun(test);
      const { recording } = test.tracking;
      await expect(recording.logMetric(id, { ...point, key })).rejects.toMatchObject({ code: "invalidParameter" });
      await expect(recording.setTag(id, { key, value: "" })).rejects.toMatchObject({ code: "invalidParameter" });
    },
  );

  it.each(["a", "val/loss", "mlflow.note.content", "größe: x-1", "a b"])("is recorded with the key %j", async (key) => {
    await using test = await trackingFixture();
    const id = await newRun(test);
    await test.tracking.recording.logMetric(id, { ...point, key });
    expect(test.tracking.runs.get(id).metrics).toEqual([{ ...point, key }]);
  });
});

describe("metrics", () => {
  it("keep NaN and infinities, and drop exact duplicates", async () => {
    await using test = await trackingFixture();
    const { recording } = test.tracking;
    const id = await newRun(test);
    const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0];
    for (const value of [...values, ...values]) await recording.logMetric(id, { ...point, value });
    const { items } = await recording.history(id, "acc", {});
    expect(items.map(({ value }) => value)).toEqual([
      Number.NEGATIVE_INFINITY,
      0,
      Number.NaN,
      Number.POSITIVE_INFINITY,
    ]);
  });

  it("show their latest by step, then time, then value", async () => {
    await using test = await trackingFixture();
    const { recording, runs } = test.tracking;
    const id = await newRun(test);
    for (const metric of [
      { ...point, step: 5, time: 1 },
      { ...point, step: 2, time: 9 },
    ])
      await recording.logMetric(id, metric);
    expect(runs.get(id).metrics).toEqual([{ ...point, step: 5, time: 1 }]);
  });

  it("of runs written at the same time do not mix", async () => {
    await using test = await trackingFixture();
    const ids = await Promise.all([newRun(test), newRun(test)]);
    await Promise.all(
      Array.from({ length: 100 }, (_, step) =>
        test.tracking.recording.logMetric(ids[step % 2] ?? "", { key: "acc", value: step, step, time: 0 }),
      ),
    );
    for (const [index, id] of ids.entries()) {
      const { items } = await test.tracking.recording.history(id, "acc", {});
      expect(items.map(({ step }) => step)).toEqual(Array.from({ length: 50 }, (_, half) => half * 2 + index));
    }
  });

  it("refuse times before 1970", async () => {
    await using test = await trackingFixture();
    const logged = test.tracking.recording.logMetric(await newRun(test), { ...point, time: -1 });
    await expect(logged).rejects.toThrow("Invalid value -1 for parameter 'timestamp' supplied");
  });

  it("refuse steps that a number cannot hold exactly", async () => {
    await using test = await trackingFixture();
    const id = await newRun(test);
    for (const step of [1.5, 2 ** 53]) {
      await expect(test.tracking.recording.logMetric(id, { ...point, step })).rejects.toMatchObject({
        code: "invalidParameter",
      });
    }
  });
});

describe("tags and data sets", () => {
  it("of a run replace each other and can be taken away", async () => {
    await using test = await trackingFixture();
    const { recording, runs } = test.tracking;
    const id = await newRun(test);
    await recording.setTag(id, { key: "k", value: "1" });
    await recording.setTag(id, { key: "k", value: "2".repeat(9000) });
    expect(runs.get(id).tags.find(({ key }) => key === "k")?.value).toBe("2".repeat(8000));
    await recording.deleteTag(id, "k");
    await expect(recording.deleteTag(id, "k")).rejects.toThrow(`No tag with name: k in run with id ${id}`);
  });

  it.each([
    [{ key: "k".repeat(256), value: "v" }, "'key' exceeds the maximum length of 255 characters"],
    [{ key: "k", value: "v".repeat(501) }, "'value' exceeds the maximum length of 500 characters"],
  ])("have tags of MLflow's lengths", async (tag, refusal) => {
    await using test = await trackingFixture();
    const link = { name: "n", digest: "d", sourceType: "local", source: "{}", tags: [tag] };
    await expect(test.tracking.recording.logInputs(await newRun(test), [link])).rejects.toThrow(refusal);
  });

  it("are kept with the run, and listed for experiments", async () => {
    await using test = await trackingFixture();
    const { recording, runs } = test.tracking;
    const id = await newRun(test);
    const tags = [{ key: "mlflow.data.context", value: "training" }];
    const link = { name: "iris", digest: "d1", sourceType: "local", source: "{}", schema: "{}", tags };
    await recording.logInputs(id, [link]);
    await recording.logInputs(id, [link]);
    expect(runs.get(id).datasets).toEqual([link]);
    expect(await recording.searchDatasets(["0"])).toEqual([
      { experimentId: "0", name: "iris", digest: "d1", context: "training" },
    ]);
  });
});

describe("what was recorded", () => {
  it("is told with what changed", async () => {
    await using test = await trackingFixture();
    const id = await newRun(test);
    test.changes.length = 0;
    await test.tracking.recording.logMetric(id, point);
    await test.tracking.recording.logParam(id, { key: "a", value: "b" });
    await test.tracking.recording.logBatch(id, { ...empty, metrics: [point], tags: [{ key: "a", value: "b" }] });
    const run = { id, experimentId: "0" };
    expect(test.changes).toEqual([
      { run: { ...run, summary: false, metrics: true } },
      { run: { ...run, summary: true, metrics: false } },
      { run: { ...run, summary: true, metrics: true } },
    ]);
  });
});

import { describe, expect, it } from "vitest";
import type { SeriesSample } from "../../../../src/protocol/entities.ts";
import { createSeriesFeed } from "../../../../webview/kit/seriesFeed.ts";

type Query = Parameters<Parameters<typeof createSeriesFeed>[0]["sample"]>[0];

/** A feed whose frames and answers come when the test says so. */
function bench() {
  const asked: { query: Query; answer: (value?: number) => Promise<void>; fail: () => Promise<void> }[] = [];
  const frames: (() => void)[] = [];
  const errors: unknown[] = [];
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  const feed = createSeriesFeed({
    sample: (query) => {
      const { promise, resolve, reject } = Promise.withResolvers<SeriesSample[]>();
      asked.push({
        query,
        answer: (value = 1) => {
          resolve(query.series.map((each) => ({ ...each, steps: [0], times: [0], values: [value], total: 1 })));
          return settled();
        },
        fail: () => {
          reject(new Error("gone"));
          return settled();
        },
      });
      return promise;
    },
    schedule: (run) => frames.push(run),
    onError: (error) => errors.push(error),
  });
  const frame = (): void => {
    for (const run of frames.splice(0)) run();
  };
  const shown: string[] = [];
  const watch = (key: string, runIds: string[]) =>
    feed.watch({ key, runIds, points: 100 }, (samples) => {
      shown.push(`${key}: ${[...samples.values()].map((each) => `${each.runId}=${each.values[0]}`).join(" ")}`);
    });
  const series = (index: number): string[] | undefined =>
    asked[index]?.query.series.map((each) => each.runId + each.key);
  return { feed, frame, watch, asked, shown, series, errors };
}

describe("the feed of series", () => {
  it("asks for all charts of a frame at once", async () => {
    const { frame, watch, asked, shown, series } = bench();
    watch("loss", ["a", "b"]);
    watch("acc", ["a"]);
    frame();
    expect(series(0)).toEqual(["aloss", "bloss", "aacc"]);
    await asked[0]?.answer();
    expect(shown).toEqual(["loss: a=1 b=1", "acc: a=1"]);
    expect(asked).toHaveLength(1);
  });

  it("asks again for the series of changed runs only", async () => {
    const { feed, frame, watch, asked, shown, series } = bench();
    watch("loss", ["a", "b"]);
    frame();
    await asked[0]?.answer();
    feed.changed(["b", "stranger"]);
    frame();
    expect(series(1)).toEqual(["bloss"]);
    await asked[1]?.answer(2);
    expect(shown.at(-1)).toBe("loss: a=1 b=2");
  });

  it("never has two requests in flight, and misses no change meanwhile", async () => {
    const { feed, frame, watch, asked, shown } = bench();
    watch("loss", ["a"]);
    frame();
    feed.changed(["a"]);
    feed.changed(["a"]);
    frame();
    expect(asked).toHaveLength(1);
    await asked[0]?.answer(1);
    expect(asked).toHaveLength(2);
    await asked[1]?.answer(2);
    expect(shown).toEqual(["loss: a=1", "loss: a=2"]);
    expect(asked).toHaveLength(2);
  });

  it("does not ask for what a disposed chart showed", () => {
    const { feed, frame, watch, asked } = bench();
    watch("loss", ["a"]).dispose();
    frame();
    feed.changed();
    frame();
    expect(asked).toHaveLength(0);
  });

  it("drops an answer for a range that is no longer shown", async () => {
    const { frame, watch, asked, shown } = bench();
    const chart = watch("loss", ["a"]);
    frame();
    chart.change({ key: "loss", runIds: ["a"], points: 100, from: 5, to: 9 });
    await asked[0]?.answer(1);
    expect(shown).toEqual([]);
    expect(asked[1]?.query).toMatchObject({ from: 5, to: 9 });
    await asked[1]?.answer(2);
    expect(shown).toEqual(["loss: a=2"]);
  });

  it("keeps what it has when a run is added, and asks for that one alone", async () => {
    const { frame, watch, asked, shown, series } = bench();
    const chart = watch("loss", ["a"]);
    frame();
    await asked[0]?.answer(1);
    chart.change({ key: "loss", runIds: ["a", "b"], points: 100 });
    frame();
    expect(series(1)).toEqual(["bloss"]);
    await asked[1]?.answer(2);
    expect(shown.at(-1)).toBe("loss: a=1 b=2");
  });

  it("shows the rest at once when a run is removed", async () => {
    const { frame, watch, asked, shown } = bench();
    const chart = watch("loss", ["a", "b"]);
    frame();
    await asked[0]?.answer(1);
    chart.change({ key: "loss", runIds: ["b"], points: 100 });
    expect(shown.at(-1)).toBe("loss: b=1");
  });

  it("splits many series, so that the first charts need not wait for the last", async () => {
    const { frame, watch, asked } = bench();
    const runIds = Array.from({ length: 50 }, (_, index) => `r${index}`);
    for (let index = 0; index < 8; index++) watch(`m${index}`, runIds);
    frame();
    expect(asked[0]?.query.series).toHaveLength(150);
    await asked[0]?.answer();
    expect(asked[1]?.query.series).toHaveLength(150);
  });

  it("reports a failure and goes on with the next change", async () => {
    const { feed, frame, watch, asked, errors, shown } = bench();
    watch("loss", ["a"]);
    frame();
    await asked[0]?.fail();
    expect(errors).toHaveLength(1);
    feed.changed();
    frame();
    await asked[1]?.answer();
    expect(shown).toEqual(["loss: a=1"]);
  });
});

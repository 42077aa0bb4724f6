import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Connection } from "../../../src/store/connection.ts";
import { sampleSeries } from "../../../src/store/sampleSeries.ts";
import { comparePoints, type Point } from "../../../src/store/summary.ts";
import type { Tables } from "../../../src/store/tables.ts";
import { distinct, naiveSummary } from "./points.ts";
import { insertRun, testStore } from "./testStore.ts";

interface Shape {
  readonly length: number;
  readonly step: (index: number) => number;
  readonly time: (index: number) => number;
  readonly value: (index: number) => number;
}

const spiky = (index: number): number => {
  if (index % 977 === 13) return Number.NaN;
  return index % 1511 === 700 ? 1000 + index : Math.sin(index / 50);
};
const plain: Shape = { length: 4500, step: (index) => index, time: (index) => index * 10, value: spiky };

/** Series of every kind that training scripts make. */
const shapes: Readonly<Record<string, Shape>> = {
  "one point a step": plain,
  "one point every thousand steps": { ...plain, step: (index) => index * 1000 },
  "all steps zero": { ...plain, step: () => 0 },
  "all steps and times zero": { ...plain, step: () => 0, time: () => 0, value: (index) => index },
  "few steps": { ...plain, step: (index) => Math.floor(index / 1200) },
  "newest first": { ...plain, step: (index) => 4500 - index, time: (index) => 45_000 - index },
  "in no order": { ...plain, step: (index) => (index * 3571) % 4507 },
  "dense first, then sparse": { ...plain, step: (index) => (index < 2500 ? index : 2500 + (index - 2500) * 500) },
  "sparse first, then dense": { ...plain, step: (index) => (index < 2500 ? index * 500 : 1_250_000 + index) },
  "negative steps": { ...plain, step: (index) => index - 3000 },
  "everything twice": {
    ...plain,
    step: (index) => index % 2250,
    time: (index) => index % 2250,
    value: (i) => i % 2250,
  },
  "only NaN": { ...plain, value: () => Number.NaN },
};

const pointsOf = ({ length, step, time, value }: Shape): readonly Point[] =>
  Array.from({ length }, (_, index) => ({ step: step(index), time: time(index), value: value(index) }));

function record(tables: Tables, runId: string, points: readonly Point[], batch: number): void {
  const run = insertRun(tables, runId);
  for (let start = 0; start < points.length; start += batch) {
    tables.series.append(run, "loss", points.slice(start, start + batch));
  }
}

const sample = (db: Connection, runId: string, points: number, range: { from?: number; to?: number } = {}) => {
  const [found] = sampleSeries(db, { series: [{ runId, key: "loss" }], points, ...range });
  if (found === undefined) throw new Error("no sample");
  return found;
};

const spelled = ({ step, time, value }: Point): string => `${step} ${time} ${value}`;

/** `all` in the order of a series. */
function expectFaithful(found: ReturnType<typeof sample>, all: readonly Point[], asked: number): void {
  expect(found.total).toBe(all.length);
  expect(found.points.length).toBeLessThanOrEqual(Math.max(asked, 4));
  const known = new Set(all.map(spelled));
  const kept = found.points.map(spelled);
  expect(kept.filter((point) => !known.has(point))).toEqual([]);
  expect(kept).toEqual(distinct(found.points).map(spelled));
  const expected = naiveSummary(all);
  const telling = [expected?.first, expected?.last, expected?.min, expected?.max].filter((point) => point != null);
  expect(telling.filter((point) => !kept.includes(spelled(point)))).toEqual([]);
}

describe.each(Object.entries(shapes))("a sample of a series with %s", (_name, shape) => {
  it("holds first, last, smallest and largest of any range, and only logged points", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    const logged = pointsOf(shape);
    connection.transaction(() => record(tables, "run", logged, 500))();
    const all = distinct(logged);
    for (const asked of [4, 100, 1000]) expectFaithful(sample(connection, "run", asked), all, asked);
    const [low = 0, high = 0] = [all[0]?.step, all.at(-1)?.step];
    const step = fc.integer({ min: low - 2, max: high + 2 });
    fc.assert(
      fc.property(step, step, (a, b) => {
        const range = { from: Math.min(a, b), to: Math.max(a, b) };
        const inRange = all.filter((point) => point.step >= range.from && point.step <= range.to);
        expectFaithful(sample(connection, "run", 200, range), inRange, 200);
      }),
      { numRuns: 8 },
    );
  });
});

describe("a sample", () => {
  it("is as good when each point was logged for itself", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    const logged = pointsOf({ ...plain, length: 2600 });
    connection.transaction(() => record(tables, "run", logged, 1))();
    expectFaithful(sample(connection, "run", 100), distinct(logged), 100);
  });

  it("is every point where there are no more than asked for", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    const points = pointsOf({ ...plain, length: 3000 });
    record(tables, "run", points, 1000);
    expect(sample(connection, "run", 3000).points).toEqual([...points].sort(comparePoints));
  });

  it("is every point of a range that holds few, among many elsewhere", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    const sparse = pointsOf({ ...plain, length: 200, step: (index) => 10_000 + index * 50 });
    connection.transaction(() => record(tables, "run", [...pointsOf({ ...plain, length: 10_000 }), ...sparse], 500))();
    expect(sample(connection, "run", 250, { from: 10_000, to: 20_000 }).points).toEqual(sparse);
  });

  it("never has more points than asked for, however odd their number", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    connection.transaction(() => record(tables, "run", pointsOf(plain), 500))();
    for (const asked of [5, 7, 10, 321, 1001]) {
      expect(sample(connection, "run", asked).points.length).toBeLessThanOrEqual(asked);
    }
  });

  it("has enough points to draw a curve", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    connection.transaction(() => record(tables, "run", pointsOf({ ...plain, length: 20_000 }), 1000))();
    expect(sample(connection, "run", 1000).points.length).toBeGreaterThan(250);
    expect(sample(connection, "run", 1000, { from: 5000, to: 15_000 }).points.length).toBeGreaterThan(250);
  });

  it("of something that was never logged is empty", async () => {
    await using test = await testStore();
    expect(sample(test.store.connection, "nobody", 10)).toMatchObject({ points: [], total: 0 });
  });
});

import { describe, expect, it } from "vitest";
import type { Point } from "../../../src/store/summary.ts";
import { fromSummaryRow, type SummaryRow } from "../../../src/store/summaryRow.ts";
import { naiveSummary } from "./points.ts";
import { insertRun, type TestStore, testStore } from "./testStore.ts";

const line = (length: number, from = 0): readonly Point[] =>
  Array.from({ length }, (_, index) => ({ step: from + index, time: from + index, value: (from + index) % 97 }));

const buckets = ({ store }: TestStore, level: number) =>
  store.connection
    .prepare<[number], SummaryRow & { bucket: number }>("SELECT * FROM level_bucket WHERE level = ? ORDER BY bucket")
    .all(level);

describe("the levels of a series", () => {
  it("do not exist while it is short", async () => {
    await using test = await testStore();
    test.store.tables.series.append(insertRun(test.store.tables, "run"), "loss", line(2047));
    expect(buckets(test, 0)).toEqual([]);
  });

  it("summarize each stretch of points exactly", async () => {
    await using test = await testStore();
    const points = line(20_000);
    const run = insertRun(test.store.tables, "run");
    for (let start = 0; start < points.length; start += 700) {
      test.store.tables.series.append(run, "loss", points.slice(start, start + 700));
    }
    const width = 64;
    for (const [level, size] of [width, width * 8].entries()) {
      const found = buckets(test, level);
      expect(found.length).toBe(Math.ceil(points.length / size));
      for (const row of found) {
        const own = points.slice(row.bucket * size, (row.bucket + 1) * size);
        expect(fromSummaryRow(row)).toEqual(naiveSummary(own));
      }
    }
  });

  it("change only in the bucket of a point that comes late", async () => {
    await using test = await testStore();
    const run = insertRun(test.store.tables, "run");
    test.store.tables.series.append(run, "loss", line(5000));
    const before = buckets(test, 0);
    test.store.tables.series.append(run, "loss", [{ step: 640, time: 99, value: 1e6 }]);
    const after = buckets(test, 0);
    const changed = after.filter((row, index) => JSON.stringify(row) !== JSON.stringify(before[index]));
    expect(changed.map(({ bucket }) => bucket)).toEqual([10]);
    expect(changed[0]).toMatchObject({ max_step: 640, max_time: 99, max_value: 1e6 });
  });

  it("are chosen anew when points come much closer together", async () => {
    await using test = await testStore();
    const run = insertRun(test.store.tables, "run");
    const sparse = line(2048).map((point) => ({ ...point, step: point.step * 100_000 }));
    test.store.tables.series.append(run, "loss", sparse);
    test.store.connection.transaction(() => {
      for (let start = 0; start < 30_000; start += 1000) {
        test.store.tables.series.append(run, "loss", line(1000, 204_800_000 + start));
      }
    })();
    const mean = test.store.connection
      .prepare<[], number>("SELECT avg(count) FROM level_bucket WHERE level = 0")
      .pluck();
    expect(mean.get()).toBeLessThan(300);
    expect(buckets(test, 0).reduce((sum, { count }) => sum + count, 0)).toBe(32_048);
  });
});

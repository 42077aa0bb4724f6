import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readHistory } from "../../../src/store/history.ts";
import { comparePoints, type Point } from "../../../src/store/summary.ts";
import { anyPoint, distinct } from "./points.ts";
import { insertRun, testStore } from "./testStore.ts";

const byTime = (a: Point, b: Point): number => a.time - b.time || comparePoints(a, b);

describe("a metric's history", () => {
  it("comes by time, step and value, whatever the order of logging and the size of pages", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    let runs = 0;
    fc.assert(
      fc.property(
        fc.array(anyPoint, { maxLength: 30 }),
        fc.boolean(),
        fc.integer({ min: 1, max: 9 }),
        (some, grow, limit) => {
          runs += 1;
          const runId = `run-${runs}`;
          const points = grow ? some.map((point, index) => ({ ...point, step: index, time: index * 2 })) : some;
          tables.series.append(insertRun(tables, runId), "loss", points);
          const read: Point[] = [];
          let pageToken: string | undefined;
          do {
            const page = readHistory(connection, { runId, key: "loss", limit, ...(pageToken ? { pageToken } : {}) });
            expect(page.points.length).toBeLessThanOrEqual(limit);
            read.push(...page.points);
            pageToken = page.nextPageToken;
          } while (pageToken !== undefined);
          expect(read).toEqual([...distinct(points)].sort(byTime));
        },
      ),
      { numRuns: 60 },
    );
  });

  it("goes on where it stopped when a point arrives out of order between two pages", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    const run = insertRun(tables, "run");
    const at = (step: number) => ({ step, time: step, value: step });
    tables.series.append(run, "loss", [1, 2, 3, 4].map(at));
    const first = readHistory(connection, { runId: "run", key: "loss", limit: 2 });
    tables.series.append(run, "loss", [{ step: 0, time: 99, value: 0 }]);
    const rest = readHistory(connection, { runId: "run", key: "loss", limit: 9, pageToken: first.nextPageToken ?? "" });
    expect(rest.points.map(({ step }) => step)).toEqual([3, 4, 0]);
  });

  it("refuses a page token that is not its own", async () => {
    await using test = await testStore();
    test.store.tables.series.append(insertRun(test.store.tables, "run"), "loss", [{ step: 0, time: 0, value: 0 }]);
    const read = (pageToken: string) => () =>
      readHistory(test.store.connection, { runId: "run", key: "loss", limit: 9, pageToken });
    for (const token of ["nonsense", "", Buffer.from("1 2").toString("base64url")]) {
      expect(read(token)).toThrow(expect.objectContaining({ code: "invalidParameter" }));
    }
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Store } from "../../../src/store/openStore.ts";
import type { Point } from "../../../src/store/summary.ts";
import { type UnsentPoints, unsentPoints } from "../../../src/store/unsentPoints.ts";
import { anyPoint, distinct } from "./points.ts";
import { insertRun, testStore } from "./testStore.ts";

/** A run that is being pushed, with what its remote was sent so far, again and again included. */
function pushedRun({ connection, tables }: Store, runId: string) {
  const run = insertRun(tables, runId);
  const item = tables.pushed.add(tables.pushed.remote("http://remote"), "run", runId, {
    remoteId: runId,
    artifactUri: null,
  });
  const received: Point[] = [];
  const next = (limit: number): readonly UnsentPoints[] => unsentPoints(connection, { runId, item, limit });
  return {
    received,
    log: (key: string, points: readonly Point[]) => tables.series.append(run, key, points),
    /** Sends one request; one whose answer is lost is not remembered. */
    send(limit: number, answered = true): number {
      const slices = next(limit);
      received.push(...slices.flatMap(({ points }) => points));
      if (answered) tables.pushed.addPoints(item, slices);
      return slices.reduce((sum, { points }) => sum + points.length, 0);
    },
    sendAll(limit: number): number {
      let sum = 0;
      for (let sent = this.send(limit); sent > 0; sent = this.send(limit)) {
        expect(sent).toBeLessThanOrEqual(limit);
        sum += sent;
      }
      return sum;
    },
  };
}

const line = (from: number, to: number): Point[] =>
  Array.from({ length: to - from }, (_, index) => ({ step: from + index, time: from + index, value: index }));

describe("points that a remote does not have yet", () => {
  it("all reach it in the end, whatever order they come in and whichever answers are lost", async () => {
    await using test = await testStore();
    let runs = 0;
    const logging = fc.record({ of: fc.constant("log" as const), points: fc.array(anyPoint, { maxLength: 12 }) });
    const sending = fc.record({
      of: fc.constant("send" as const),
      limit: fc.integer({ min: 1, max: 7 }),
      answered: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(fc.oneof(logging, sending), { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        (steps, limit) => {
          runs += 1;
          const run = pushedRun(test.store, `run-${runs}`);
          for (const step of steps) {
            if (step.of === "log") run.log("loss", step.points);
            else run.send(step.limit, step.answered);
          }
          run.sendAll(limit);
          const logged = steps.flatMap((step) => (step.of === "log" ? step.points : []));
          expect(distinct(run.received)).toEqual(distinct(logged));
          expect(run.send(limit)).toBe(0);
        },
      ),
      { numRuns: 200 },
    );
  });

  it("are sent once when they come in order", async () => {
    await using test = await testStore();
    const run = pushedRun(test.store, "run");
    run.log("loss", line(0, 2500));
    expect(run.sendAll(1000)).toBe(2500);
    run.log("loss", line(2500, 2600));
    expect(run.sendAll(1000)).toBe(100);
  });

  it("share a request when they belong to several metrics", async () => {
    await using test = await testStore();
    const run = pushedRun(test.store, "run");
    for (const key of ["a", "b", "c"]) run.log(key, line(0, 10));
    expect(run.send(1000)).toBe(30);
  });

  it("are sent again only in the neighbourhood of one that came late", async () => {
    await using test = await testStore();
    const run = pushedRun(test.store, "run");
    run.log("loss", line(0, 10_000));
    run.sendAll(1000);
    run.log("loss", [{ step: 4500, time: 7, value: 0.5 }]);
    expect(run.sendAll(1000)).toBe(1001);
    expect(distinct(run.received)).toHaveLength(10_001);
  });
});

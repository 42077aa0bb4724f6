import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readPoints } from "../../../src/store/pointReader.ts";
import type { Point } from "../../../src/store/summary.ts";
import { anyPoint, distinct, naiveSummary } from "./points.ts";
import { insertRun, testStore } from "./testStore.ts";

describe("a series", () => {
  it("keeps the summary of its points, whatever their order and however they are grouped", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    let runs = 0;
    fc.assert(
      fc.property(fc.array(fc.array(anyPoint, { maxLength: 12 }), { maxLength: 6 }), (batches) => {
        runs += 1;
        const run = insertRun(tables, `run-${runs}`);
        for (const batch of batches) tables.series.append(run, "loss", batch);
        const points = distinct(batches.flat());
        expect(tables.series.find(run.id, "loss")?.summary).toEqual(naiveSummary(points));
        const id =
          connection.prepare<[number], number>("SELECT id FROM series WHERE run = ?").pluck().get(run.id) ?? -1;
        expect([...readPoints(connection).all(id)]).toEqual(points);
      }),
      { numRuns: 60 },
    );
  });

  it("keeps long batches as it keeps short ones, with points among them that are there already", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    const run = insertRun(tables, "run");
    const at = (step: number): Point => ({ step, time: step, value: step % 7 === 0 ? Number.NaN : step });
    const steps = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => at(from + index));
    expect(tables.series.append(run, "loss", steps(0, 70))).toBe(70);
    expect(tables.series.append(run, "loss", [...steps(40, 140), at(7), at(139), ...steps(140, 200)])).toBe(130);
    expect([...readPoints(connection).all(1)]).toEqual(steps(0, 200));
    expect(tables.series.find(run.id, "loss")?.summary).toEqual(naiveSummary(steps(0, 200)));
  });

  it("says how many points were new", async () => {
    await using test = await testStore();
    const { tables } = test.store;
    const run = insertRun(tables, "run");
    const point: Point = { step: 1, time: 2, value: Number.NaN };
    expect(tables.series.append(run, "loss", [point, { ...point, value: 0 }])).toBe(2);
    expect(tables.series.append(run, "loss", [point, { ...point, step: 2 }])).toBe(1);
  });

  it("counts each key once for each run that has it", async () => {
    await using test = await testStore();
    const { tables } = test.store;
    for (const name of ["a", "b"]) {
      const run = insertRun(tables, name);
      tables.series.append(run, "loss", [{ step: 0, time: 0, value: 1 }]);
      tables.series.append(run, "loss", [{ step: 1, time: 0, value: 1 }]);
      tables.params.insert(run, "lr", "1");
      tables.tags.set(run, "host", "x");
      tables.tags.set(run, "host", "y");
    }
    expect(tables.keys.list(0)).toEqual([
      { kind: "metric", key: "loss", runs: 2 },
      { kind: "param", key: "lr", runs: 2 },
      { kind: "tag", key: "host", runs: 2 },
    ]);
  });
});

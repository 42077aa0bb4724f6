import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createReadPool } from "../../../src/store/readPool.ts";
import { insertRun, testStore } from "./testStore.ts";

const workerFile = join(import.meta.dirname, "../../../src/store/readWorker.ts");
const nothing = { experimentIds: ["0"], conditions: [], view: "ACTIVE_ONLY", order: [], limit: 9 } as const;

describe("the read pool", () => {
  it("sees every write that was acknowledged", async () => {
    await using test = await testStore();
    await using pool = createReadPool({ storeFile: test.file, workerFile });
    for (const name of ["a", "b", "c"]) {
      await test.store.write((tables) => insertRun(tables, name));
      expect((await pool.read("searchRuns", nothing)).runIds).toContain(name);
    }
  });

  it("answers more reads at once than it has workers", async () => {
    await using test = await testStore();
    await using pool = createReadPool({ storeFile: test.file, workerFile, size: 1 });
    const pages = await Promise.all(Array.from({ length: 5 }, () => pool.read("searchRuns", nothing)));
    expect(pages).toEqual(Array.from({ length: 5 }, () => ({ runIds: [] })));
  });

  it("carries NaN, infinities and errors as they are", async () => {
    await using test = await testStore();
    const points = [Number.NaN, Number.NEGATIVE_INFINITY].map((value, step) => ({ step, time: 0, value }));
    await test.store.write((tables) => tables.series.append(insertRun(tables, "run"), "loss", points));
    await using pool = createReadPool({ storeFile: test.file, workerFile });
    expect((await pool.read("history", { runId: "run", key: "loss", limit: 9 })).points).toEqual(points);
    await expect(pool.read("searchRuns", { ...nothing, pageToken: "nonsense" })).rejects.toMatchObject({
      code: "invalidParameter",
    });
  });

  it("rejects what is pending when it is closed", async () => {
    await using test = await testStore();
    const pool = createReadPool({ storeFile: test.file, workerFile, size: 1 });
    const pending = [pool.read("searchRuns", nothing), pool.read("searchRuns", nothing)];
    const settled = Promise.allSettled(pending);
    await pool.dispose();
    for (const result of await settled)
      expect(result).toMatchObject({ status: "rejected", reason: { code: "unavailable" } });
    await expect(pool.read("searchRuns", nothing)).rejects.toMatchObject({ code: "unavailable" });
  });
});

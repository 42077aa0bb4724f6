import { describe, expect, it } from "vitest";
import { insertRun, testStore } from "./testStore.ts";

const names = ({ store }: Awaited<ReturnType<typeof testStore>>) =>
  store.connection.prepare<[], string>("SELECT run_id FROM run ORDER BY run_id").pluck().all();

describe("writing", () => {
  it("resolves with what the work returned, once it is committed", async () => {
    await using test = await testStore();
    await expect(test.store.write((tables) => insertRun(tables, "a").id)).resolves.toBe(1);
    expect(test.store.connection.inTransaction).toBe(false);
    expect(names(test)).toEqual(["a"]);
  });

  it("commits all that was asked in the same moment together", async () => {
    await using test = await testStore();
    let commits = 0;
    await Promise.all(
      ["a", "b", "c"].map(async (name) => {
        await test.store.write((tables) => {
          if (test.store.connection.prepare("SELECT 1 FROM run").get() === undefined) commits += 1;
          insertRun(tables, name);
        });
        expect(names(test)).toEqual(["a", "b", "c"]);
      }),
    );
    expect(commits).toBe(1);
  });

  it("takes back the changes of a request that fails, and of no other", async () => {
    await using test = await testStore();
    const results = await Promise.allSettled([
      test.store.write((tables) => insertRun(tables, "a")),
      test.store.write((tables) => {
        insertRun(tables, "b");
        throw new Error("changed my mind");
      }),
      test.store.write((tables) => insertRun(tables, "c")),
    ]);
    expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled"]);
    expect(names(test)).toEqual(["a", "c"]);
  });

  it("says that the disk is full, and goes on once there is room", async () => {
    await using test = await testStore();
    const { connection } = test.store;
    const pages = Number(connection.pragma("page_count", { simple: true }));
    connection.pragma(`max_page_count = ${pages + 2}`);
    const large = "x".repeat(100_000);
    const full = test.store.write((tables) => tables.tags.set(insertRun(tables, "a"), "k", large));
    await expect(full).rejects.toMatchObject({ code: "diskFull" });
    expect(names(test)).toEqual([]);
    connection.pragma("max_page_count = 1000000");
    await test.store.write((tables) => tables.tags.set(insertRun(tables, "b"), "k", large));
    expect(names(test)).toEqual(["b"]);
  });

  it("finishes what was asked when the store is closed, and refuses what comes later", async () => {
    await using test = await testStore();
    const asked = test.store.write((tables) => insertRun(tables, "a").id);
    test.store.dispose();
    await expect(asked).resolves.toBe(1);
    await expect(test.store.write(() => 0)).rejects.toMatchObject({ code: "unavailable" });
  });
});

import { describe, expect, it } from "vitest";
import { repair } from "../../../src/store/repair.ts";
import { insertRun, testStore } from "./testStore.ts";

const trace = {
  traceId: "t",
  state: "OK",
  requestTime: 5,
  duration: 1,
  clientRequestId: null,
  requestPreview: null,
  responsePreview: null,
} as const;

describe("repairing a store", () => {
  it("keeps runs and traces whose experiment was lost", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    insertRun(tables, "run");
    tables.traces.insert({ ...trace, experiment: 0 });
    connection.pragma("foreign_keys = OFF");
    connection.exec("UPDATE run SET experiment = 7; UPDATE trace SET experiment = 8");
    repair(connection);
    expect(connection.pragma("foreign_key_check")).toEqual([]);
    expect(tables.experiments.byId("7")).toMatchObject({ name: "recovered-7" });
    expect(tables.traces.get("t")).toMatchObject({ experimentId: "8" });
  });

  it("removes what belongs to a trace that was lost", async () => {
    await using test = await testStore();
    const { connection, tables } = test.store;
    const id = tables.traces.insert({ ...trace, experiment: 0 });
    tables.traces.tag.set(id, { key: "k", value: "v" });
    tables.traces.link(id, "run");
    connection.pragma("foreign_keys = OFF");
    connection.exec("DELETE FROM trace");
    repair(connection);
    expect(connection.pragma("foreign_key_check")).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { createChangedRuns } from "../../../../src/transfer/sync/changedRuns.ts";

describe("runs that have changed", () => {
  it("are taken once, and say whether more than their points changed", () => {
    const changed = createChangedRuns();
    changed.add({ id: "a", summary: false });
    changed.add({ id: "b", summary: true });
    changed.add({ id: "b", summary: false });
    const taken = changed.take();
    expect(taken.runIds).toEqual(["a", "b"]);
    expect([taken.onlyPoints("a"), taken.onlyPoints("b"), taken.onlyPoints("c")]).toEqual([true, false, false]);
    expect(changed.take().runIds).toEqual([]);
  });

  it("count until they are sent", () => {
    const changed = createChangedRuns();
    for (const id of ["a", "b"]) changed.add({ id, summary: true });
    const taken = changed.take();
    changed.add({ id: "b", summary: false });
    expect(changed.size).toBe(2);
    taken.done("a");
    taken.done("b");
    expect(changed.size).toBe(1);
    taken.finish();
    expect(changed.take().runIds).toEqual(["b"]);
  });

  it("are sent another time when a round fails, with all that had changed", () => {
    const changed = createChangedRuns();
    for (const id of ["sent", "left"]) changed.add({ id, summary: true });
    const taken = changed.take();
    taken.done("sent");
    changed.add({ id: "left", summary: false });
    taken.giveBack();
    const again = changed.take();
    expect(again.runIds).toEqual(["left"]);
    expect(again.onlyPoints("left")).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import type { CodeState } from "../../../../src/protocol/entities.ts";
import { affectedRuns } from "../../../../src/tracking/versions/affectedRuns.ts";
import { recordVersion } from "../../../../src/tracking/versions/recordVersion.ts";
import { trackingFixture } from "../fixture.ts";

const code: CodeState = {
  status: "recorded",
  reason: null,
  repository: "/w",
  commit: "c".repeat(40),
  branch: "main",
  remote: null,
  dirty: false,
  snapshot: null,
  changedFiles: 0,
  skipped: [],
  recordedAt: 1,
};

/** Four versions of customers and one of orders. */
async function workspace() {
  const fixture = await trackingFixture();
  const { store, tracking } = fixture;
  const see = async (dataset: string, content: string) => {
    const version = await store.write((tables) =>
      recordVersion(
        tables,
        {
          dataset,
          source: { paths: [`${dataset}.csv`] },
          files: [{ path: `/w/${dataset}.csv`, size: 1, modified: 1 }],
          hash: content.repeat(64),
          commit: `commit ${content}`,
          seen: 1000,
        },
        "/w",
      ),
    );
    if (version === undefined) throw new Error("The version was not noted.");
    return version;
  };
  const use = async (name: string, versions: readonly { readonly id: number }[]) => {
    const run = await tracking.runs.create({ experimentId: "0", name, tags: [] });
    await store.write((tables) => {
      const row = tables.runs.byId(run.id);
      if (row === undefined) throw new Error("There is no such run.");
      for (const { id } of versions) {
        tables.runDataVersions.add({ run: row.id, version: id, context: "training", how: "logged", time: 1 });
      }
    });
    return run.id;
  };
  const [v1, v2, v3, v4] = [
    await see("customers", "1"),
    await see("customers", "2"),
    await see("customers", "3"),
    await see("customers", "4"),
  ];
  const affected = (reference: readonly (typeof v1)[], current: readonly (typeof v1)[]) =>
    affectedRuns(store.tables, { reference, current }, () => code);
  return { ...fixture, see, use, affected, v1, v2, v3, v4 };
}

describe("runs that a change affects", () => {
  it("used one of the versions or one between them, those of what it is now first", async () => {
    const { use, affected, v1, v2, v3, v4 } = await workspace();
    await use("on old", [v1]);
    await use("on between", [v2]);
    await use("on new", [v3]);
    await use("on newer", [v4]);
    const { runs, total, between } = affected([v1], [v3]);
    expect(runs.map(({ name, versions }) => [name, versions.map(({ number, used }) => `v${number} ${used}`)])).toEqual([
      ["on new", ["v3 current"]],
      ["on between", ["v2 between"]],
      ["on old", ["v1 reference"]],
    ]);
    expect({ total, between, commit: runs[0]?.commit }).toEqual({ total: 3, between: 1, commit: "c".repeat(40) });
  });

  it("stand once, however many of the versions they used, and whichever side is older", async () => {
    const { use, affected, v1, v2, v3 } = await workspace();
    await use("both", [v1, v2, v3]);
    const { runs, total } = affected([v3], [v1]);
    expect(total).toBe(1);
    expect(runs[0]?.versions.map(({ number, used }) => [number, used])).toEqual([
      [1, "current"],
      [2, "between"],
      [3, "reference"],
    ]);
  });

  it("are not those of other data sets, nor deleted ones", async () => {
    const { see, use, affected, tracking, v1, v2 } = await workspace();
    const orders = await see("orders", "a");
    await use("of orders", [orders]);
    const deleted = await use("deleted", [v1]);
    await tracking.runs.delete(deleted);
    expect(affected([v1], [v2])).toMatchObject({ runs: [], total: 0 });
    expect(affected([v1], [orders])).toMatchObject({ between: 0, total: 1 });
  });

  it("come with the versions that are compared: content, time and the code's commit", async () => {
    const { affected, v1 } = await workspace();
    expect(affected([v1], []).versions).toEqual({
      reference: [{ dataset: "customers", number: 1, hash: "1".repeat(64), commit: "commit 1", firstSeen: 1000 }],
      current: [],
    });
  });
});

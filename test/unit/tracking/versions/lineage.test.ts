import { describe, expect, it } from "vitest";
import { lineageGraph } from "../../../../src/tracking/versions/lineage.ts";
import { recordVersion } from "../../../../src/tracking/versions/recordVersion.ts";
import { trackingFixture } from "../fixture.ts";

const hash = (digit: string) => digit.repeat(64);

/** A workspace in which a feature was made from orders, a run used it, and a model came from that. */
async function workspace() {
  const fixture = await trackingFixture();
  const { store, tracking } = fixture;
  const see = (dataset: string, content: string, inputs?: readonly [string, string][]) =>
    store.write((tables) =>
      recordVersion(
        tables,
        {
          dataset,
          source: { paths: [`${dataset}.csv`] },
          files: [{ path: `/w/${dataset}.csv`, size: 1, modified: 1 }],
          hash: hash(content),
          commit: null,
          seen: Date.now(),
          ...(inputs === undefined
            ? {}
            : {
                lineage: {
                  feature: dataset,
                  inputs: inputs.map(([name, input]) => ({ name, kind: "dataset" as const, content: hash(input) })),
                  sql: hash("e"),
                  commit: null,
                },
              }),
        },
        "/w",
      ),
    );
  const use = async (name: string, version: number | undefined) => {
    const run = await tracking.runs.create({ experimentId: "0", name, tags: [] });
    await store.write((tables) => {
      const row = tables.runs.byId(run.id);
      if (row === undefined || version === undefined) throw new Error("There is no such run.");
      tables.runDataVersions.add({ run: row.id, version, context: "training", how: "logged", time: 1 });
    });
    return run;
  };
  return { ...fixture, see, use };
}

const words = ({ nodes, edges }: ReturnType<typeof lineageGraph>) => {
  const name = (id: string) => {
    const node = nodes.find((each) => each.id === id);
    return `${node?.kind} ${node?.label} ${node?.detail}`;
  };
  return edges.map(({ from, to }) => `${name(from)} → ${name(to)}`).sort();
};

describe("lineage", () => {
  it("leads from sources over features and runs to models", async () => {
    const { see, use, tracking, store } = await workspace();
    await see("orders", "a");
    await see("customers", "b");
    const feature = await see("spending", "c", [
      ["orders", "a"],
      ["gone", "d"],
    ]);
    const run = await use("first", feature?.id);
    await tracking.registry.models.create({ name: "churn", description: "", tags: [] });
    await tracking.registry.versions.create({
      name: "churn",
      source: `mlflow-artifacts:/0/${run.id}/artifacts/model`,
      runId: run.id,
      description: "",
      tags: [],
    });
    const graph = lineageGraph(store.tables, { runs: 10 });
    expect(words(graph)).toEqual([
      "data gone dddddddd → feature spending v1",
      "data orders v1 → feature spending v1",
      "feature spending v1 → run first running",
      "run first running → model churn v1",
    ]);
    expect(graph.nodes.map(({ label }) => label).sort()).toEqual([
      "churn",
      "customers",
      "first",
      "gone",
      "orders",
      "spending",
    ]);
    const near = lineageGraph(store.tables, { dataset: "customers", runs: 10 });
    expect(near.nodes.map(({ label }) => label)).toEqual(["customers"]);
    const ofOrders = lineageGraph(store.tables, { dataset: "orders", runs: 10 });
    expect(ofOrders.nodes.map(({ label }) => label).sort()).toEqual(["churn", "first", "orders", "spending"]);
  });

  it("has the newest runs, and says how many it leaves out", async () => {
    const { see, use, store } = await workspace();
    const orders = await see("orders", "a");
    for (const name of ["one", "two", "three"]) await use(name, orders?.id);
    const graph = lineageGraph(store.tables, { runs: 2 });
    expect(words(graph)).toEqual(["data orders v1 → run three running", "data orders v1 → run two running"]);
    expect(graph.olderRuns).toBe(1);
  });
});

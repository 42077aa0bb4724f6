import { describe, expect, it } from "vitest";
import { versionFacets } from "../../../../webview/versions/versionFacets.ts";
import { version, versionDetail } from "../../modelSamples.ts";

const acc = (value: number | "NaN") => ({ key: "acc", value, dataset: null, goal: "max" as const });
const input = (type: string) => ({
  description: {
    flavors: [],
    mlflowVersion: null,
    pythonVersion: null,
    signature: { inputs: [{ name: "x", type, shape: null, required: true, default: null }], outputs: [], params: [] },
  },
});

describe("versions side by side", () => {
  it("show metrics with their difference to the first, the best marked", () => {
    const versions = [0.5, 0.75, 0.25, 0.5].map((value, index) =>
      versionDetail({ version: version({ version: index + 1 }), metrics: [acc(value)] }),
    );
    const [facet] = versionFacets(versions, { showAll: false });
    expect(facet).toMatchObject({ section: "Metrics", key: "acc", goal: "max", best: [1] });
    expect(facet?.cells.map(({ text }) => text)).toEqual(["0.5", "0.75", "0.25", "0.5"]);
    expect(facet?.cells.map(({ aside }) => aside)).toEqual([undefined, "+0.25", "−0.25", "±0"]);
  });

  it("have no difference where a value is missing or no number", () => {
    const facet = (first: number | "NaN" | null, second: number | "NaN" | null) =>
      versionFacets(
        [first, second].map((value) => versionDetail({ metrics: value === null ? [] : [acc(value)] })),
        { showAll: true },
      )[0];
    expect(facet(0.5, null)?.cells.map(({ text }) => text)).toEqual(["0.5", null]);
    expect(facet(null, 0.5)?.cells[1]?.aside).toBeUndefined();
    expect(facet("NaN", 0.5)?.cells[1]?.aside).toBeUndefined();
  });

  it("show what differs: parameters, signature, requirements", () => {
    const versions = [
      versionDetail(
        {
          params: [
            { key: "lr", value: "0.1" },
            { key: "seed", value: "1" },
          ],
        },
        { ...input("long"), requirements: ["numpy==1.0"] },
      ),
      versionDetail(
        {
          params: [
            { key: "lr", value: "0.2" },
            { key: "seed", value: "1" },
          ],
        },
        { ...input("double"), requirements: ["numpy==2.0", "scipy"] },
      ),
    ];
    const rows = (showAll: boolean) =>
      versionFacets(versions, { showAll }).map(({ section, key, cells }) => [
        section,
        key,
        ...cells.map(({ text }) => text),
      ]);
    expect(rows(false)).toEqual([
      ["Parameters", "lr", "0.1", "0.2"],
      ["Inputs", "x", "long", "double"],
      ["Made with", "requires numpy", "==1.0", "==2.0"],
      ["Made with", "requires scipy", null, "any"],
    ]);
    expect(rows(true)).toContainEqual(["Parameters", "seed", "1", "1"]);
  });

  it("tell the same metric on different data sets apart", () => {
    const on = (dataset: string) => versionDetail({ metrics: [{ ...acc(1), dataset }] });
    const keys = versionFacets([on("a"), on("b")], { showAll: true }).map(({ key }) => key);
    expect(keys).toEqual(["acc on a", "acc on b"]);
  });
});

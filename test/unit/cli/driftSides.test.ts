import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { driftSides } from "../../../src/cli/driftSides.ts";

const sides = (a: string, b?: string, more: Partial<Parameters<typeof driftSides>[2]> = {}) =>
  driftSides(a, b, { hasWindows: false, ...more });

describe("the sides of a comparison", () => {
  it("are files, data sets, their parts and their versions", () => {
    expect(sides("a.csv", "people")).toEqual([
      { of: { source: { paths: [resolve("a.csv")] } }, label: "a.csv" },
      { of: { dataset: "people" } },
    ]);
    expect(sides("people:train", "people:v5")).toEqual([
      { of: { dataset: "people", part: "train" } },
      { of: { dataset: "people", version: "v5" } },
    ]);
    expect(sides("people:previous", "people:1f0c5a2e:test")).toEqual([
      { of: { dataset: "people", version: "previous" } },
      { of: { dataset: "people", version: "1f0c5a2e", part: "test" } },
    ]);
  });

  it("are versions of a file that no data set declares", () => {
    expect(sides("data/orders.csv:v1", "data/orders.csv:v2")[0]).toEqual({
      of: { dataset: "data/orders.csv", version: "v1" },
    });
  });

  it("are an address as it stands", () => {
    const [address] = sides("s3://bucket/a.parquet", "people");
    expect(address.of).toEqual({ source: { paths: ["s3://bucket/a.parquet"] } });
  });

  it("are train and test where a data set stands alone, and a version and what there is now", () => {
    expect(sides("people")).toEqual([
      { of: { dataset: "people", part: "train" } },
      { of: { dataset: "people", part: "test" } },
    ]);
    expect(sides("people:v3")).toEqual([{ of: { dataset: "people", version: "v3" } }, { of: { dataset: "people" } }]);
    expect(() => sides("a.csv")).toThrow("What is a.csv compared with?");
  });

  it("are a version and the rows since a time", () => {
    expect(sides("people:v3", undefined, { since: "2026-03-01", time: "at" })).toEqual([
      { of: { dataset: "people", version: "v3" } },
      { of: { dataset: "people" }, window: { from: "2026-03-01", column: "at" } },
    ]);
  });

  it("are the rows before a time and those since, where a data set stands alone", () => {
    expect(sides("people", undefined, { since: "2026-03-01" })).toEqual([
      { of: { dataset: "people" }, window: { before: "2026-03-01" } },
      { of: { dataset: "people" }, window: { from: "2026-03-01" } },
    ]);
  });

  it("have a window of the second where windows are looked for", () => {
    expect(sides("a.csv", "b.csv", { time: "at", hasWindows: true })[1].window).toEqual({ column: "at" });
  });
});

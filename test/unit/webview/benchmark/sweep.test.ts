import { describe, expect, it } from "vitest";
import { type BenchmarkEntry, BenchmarkSettings } from "../../../../src/protocol/benchmarkEntities.ts";
import { heatMapOf, numbersOf } from "../../../../webview/benchmark/sweep.ts";

const entry = (id: number, settings: Partial<BenchmarkSettings>, sha256 = "a"): BenchmarkEntry => ({
  id,
  time: id,
  commit: null,
  path: "a.onnx",
  sha256,
  settings: { ...BenchmarkSettings.parse({}), ...settings },
  samplesPerSecond: 10 * id,
  p50: 1,
  p99: null,
  isNoisy: false,
});

describe("the numbers of a sweep", () => {
  it("are read in any order, each once", () => {
    expect(numbersOf("8, 1,64, 8")).toEqual([1, 8, 64]);
  });

  it.each(["", "1,", "0", "1.5", "eight", "-1"])("are not %j", (text) => {
    expect(numbersOf(text)).toBeNull();
  });
});

describe("a heat map", () => {
  const entries = [
    entry(7, { threads: 2, batch: 8, scenario: "offline" }),
    entry(6, { threads: 2, batch: 8 }, "another content"),
    entry(5, { batch: 8 }),
    entry(4, { threads: 2, batch: 64 }),
    entry(3, { threads: 2, batch: 8 }),
    entry(2, { threads: 2, batch: 8 }),
    entry(1, { threads: 1, batch: 8, seconds: 1 }),
  ];
  const map = heatMapOf(entries, "a", BenchmarkSettings.parse({}));

  it("has the newest of each combination, of the same content and scenario", () => {
    expect(map.cell(2, 8)?.id).toBe(3);
    expect(map.cell(1, 64)).toBeUndefined();
    expect(map.cells.map(({ id }) => id).sort()).toEqual([1, 3, 4, 5]);
  });

  it("has its threads and batches in ascending order, the runtime's choice first", () => {
    expect(map).toMatchObject({ threads: [0, 1, 2], batches: [8, 64] });
  });
});

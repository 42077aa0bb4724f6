import { describe, expect, it } from "vitest";
import { type BenchmarkEntry, BenchmarkSettings } from "../../../../src/protocol/benchmarkEntities.ts";
import { heatMapOf, numbersOf } from "../../../../webview/benchmark/sweep.ts";

const entry = (
  id: number,
  settings: Partial<BenchmarkSettings>,
  { sha256 = "a", runtime = "onnxruntime-node 2", isBesideOther = false } = {},
): BenchmarkEntry => ({
  runtime,
  isBesideOther,
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
    entry(6, { threads: 2, batch: 8 }, { sha256: "another content" }),
    entry(5, { batch: 8 }),
    entry(4, { threads: 2, batch: 64 }),
    entry(3, { threads: 2, batch: 8 }),
    entry(2, { threads: 2, batch: 8 }),
    entry(1, { threads: 1, batch: 8 }),
    entry(10, { threads: 1, batch: 1, seconds: 1 }),
    entry(11, { threads: 1, batch: 1 }, { runtime: "onnxruntime-node 1" }),
    entry(12, { threads: 1, batch: 1 }, { isBesideOther: true }),
  ];
  const settings = BenchmarkSettings.parse({});
  const unmeasured = [
    { settings: { ...settings, threads: 1, batch: 64 }, reason: "It takes no such batch." },
    { settings: { ...settings, threads: 1, batch: 8 }, reason: "It was measured since." },
    { settings: { ...settings, threads: 1, batch: 128, seconds: 9 }, reason: "Under other settings." },
  ];
  const map = heatMapOf(entries, unmeasured, { sha256: "a", runtime: "onnxruntime-node 2", settings });
  const idAt = (threads: number, batch: number) => {
    const cell = map.cell(threads, batch);
    return cell !== undefined && "entry" in cell ? cell.entry.id : undefined;
  };

  it("has the newest of each combination, of the same content by itself, runtime, scenario and duration", () => {
    expect(idAt(2, 8)).toBe(3);
    expect(map.cell(1, 1)).toBeUndefined();
    expect(map.entries.map(({ id }) => id).sort()).toEqual([1, 3, 4, 5]);
  });

  it("says why a combination could not be measured, until it is", () => {
    expect(map.cell(1, 64)).toEqual({ reason: "It takes no such batch." });
    expect(idAt(1, 8)).toBe(1);
  });

  it("has its threads and batches in ascending order, the runtime's choice first", () => {
    expect(map).toMatchObject({ threads: [0, 1, 2], batches: [8, 64] });
  });
});

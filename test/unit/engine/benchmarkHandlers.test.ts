import { describe, expect, it } from "vitest";
import { benchmarkHandlers } from "../../../src/engine/handlers/benchmarkHandlers.ts";
import { type BenchmarkResult, BenchmarkSettings } from "../../../src/protocol/benchmarkEntities.ts";
import { benchmarkResult } from "../../support/benchmarkResult.ts";
import { type TestStore, testStore } from "../store/testStore.ts";

const context = { signal: new AbortController().signal, report: () => undefined };
const question = { path: "a.onnx", settings: BenchmarkSettings.parse({}) };

function measuring({ store }: TestStore, results: readonly BenchmarkResult[]) {
  const left = [...results];
  const lost: unknown[] = [];
  const handlers = benchmarkHandlers({
    store,
    jobs: { "benchmark/measure": () => left.shift() ?? benchmarkResult },
    headCommit: async () => "c0ffee",
    onLost: (error) => lost.push(error),
  });
  return { handlers, lost };
}

const taking = (median: number, change: Partial<BenchmarkSettings> = {}): BenchmarkResult => ({
  ...benchmarkResult,
  settings: { ...benchmarkResult.settings, ...change },
  model: {
    ...benchmarkResult.model,
    rounds: Array.from({ length: 10 }, (_, round) => median * (1 + round / 100)),
  },
});

describe("benchmarks", () => {
  it("are kept with their headline, the code's commit, and all that was measured", async () => {
    await using test = await testStore();
    const { handlers } = measuring(test, [benchmarkResult, { ...benchmarkResult, noise: ["it runs on its battery"] }]);
    await handlers["benchmark/measure"](question, context);
    const made = await handlers["benchmark/measure"](question, context);
    const { benchmarks } = await handlers["benchmark/list"]({ limit: 10 }, context);
    expect(benchmarks).toMatchObject([
      { path: "a.onnx", sha256: "00", isNoisy: true, runtime: "onnxruntime-node", isBesideOther: false },
      { commit: "c0ffee", samplesPerSecond: 1000, p50: 1, p99: null, isNoisy: false, settings: question.settings },
    ]);
    expect(made.id).toBe(benchmarks[0]?.id);
    const kept = await handlers["benchmark/kept"]({ id: benchmarks[1]?.id ?? 0 }, context);
    expect(kept.result).toEqual(benchmarkResult);
  });

  it("are told even where they can't be kept", async () => {
    await using test = await testStore();
    const { handlers, lost } = measuring(
      { ...test, store: { ...test.store, write: () => Promise.reject(new Error("The disk is full.")) } },
      [],
    );
    expect(await handlers["benchmark/measure"](question, context)).toEqual({ ...benchmarkResult, id: null });
    expect(lost).toHaveLength(1);
  });

  it("are compared by a ratio with its interval, and with what else differs", async () => {
    await using test = await testStore();
    const { handlers } = measuring(test, [taking(2), taking(3, { threads: 2 }), taking(3, { batch: 8 })]);
    for (let k = 0; k < 3; k++) await handlers["benchmark/measure"](question, context);
    const compared = await handlers["benchmark/compare"]({ first: 1, second: 2 }, context);
    expect(compared.ratio).toBeCloseTo(1.5, 9);
    expect(compared.interval?.low).toBeLessThan(1.5);
    expect(compared.differences).toEqual(["threads auto and 2"]);
    const batches = async () => handlers["benchmark/compare"]({ first: 1, second: 3 }, context);
    await expect(batches()).rejects.toThrow("Only benchmarks of the same batch can be compared, not 1 and 8.");
    await expect((async () => handlers["benchmark/kept"]({ id: 4 }, context))()).rejects.toThrow("no benchmark 4");
  });
});

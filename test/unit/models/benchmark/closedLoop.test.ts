import { describe, expect, it } from "vitest";
import { closedLoop } from "../../../../src/models/benchmark/closedLoop.ts";
import { BenchmarkSettings } from "../../../../src/protocol/benchmarkEntities.ts";

const hour = 3_600_000;

describe("a closed loop", () => {
  it("ends before its latencies fill the memory", async () => {
    const { latencies } = await closedLoop(async () => undefined, BenchmarkSettings.parse({}), hour);
    expect(latencies).toHaveLength(500_000);
  });

  it("asks at least once, and counts the samples of all runs of a query", async () => {
    let runs = 0;
    const settings = BenchmarkSettings.parse({ scenario: "multiStream", batch: 3 });
    const { latencies, samples } = await closedLoop(async () => runs++, settings, 0);
    expect({ queries: latencies.length, runs, samples }).toEqual({ queries: 1, runs: 3, samples: 9 });
  });
});

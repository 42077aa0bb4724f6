import { describe, expect, it } from "vitest";
import { gateOf, judgeGate } from "../../../../src/cli/benchmark/gates.ts";
import type { BenchmarkResult } from "../../../../src/protocol/benchmarkEntities.ts";
import { benchmarkResult as result } from "../../../support/benchmarkResult.ts";

const verdict = (gate: string, of = result) => judgeGate(gateOf(gate), of).verdict;
const ratio = (low: number, high: number): BenchmarkResult => ({
  ...result,
  ratio: { ratio: Math.sqrt(low * high), interval: { low, high, confidence: 0.95, method: "t" } },
});

describe("a gate of a benchmark", () => {
  it("holds or fails by the figure", () => {
    expect(verdict("p90<=1.5")).toBe("holds");
    expect(verdict("p90 <= 1.4")).toBe("fails");
    expect(verdict("samples>=1e4")).toBe("fails");
  });

  it("never passes where the figure could not be measured", () => {
    expect(judgeGate(gateOf("p99.9<=100"), result)).toMatchObject({
      verdict: "unknown",
      words: expect.stringContaining("6636"),
    });
    expect(verdict("rate>=1")).toBe("unknown");
    expect(verdict("ratio<=2")).toBe("unknown");
  });

  it("judges a ratio by its whole interval", () => {
    expect(verdict("ratio<=1.1", ratio(0.9, 1.05))).toBe("holds");
    expect(verdict("ratio<=1.1", ratio(1.2, 1.3))).toBe("fails");
    expect(verdict("ratio<=1.1", ratio(1, 1.2))).toBe("unknown");
  });

  it.each(["p99", "p98<=3", "p99<5", "p99<=five"])("is not %s", (text) => {
    expect(() => gateOf(text)).toThrow(/is no gate; one is FIGURE<=NUMBER/);
  });
});

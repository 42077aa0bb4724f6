import { describe, expect, it } from "vitest";
import { BenchmarkSettings } from "../../../../src/protocol/benchmarkEntities.ts";
import { runSweep } from "../../../../webview/benchmark/sweepRun.ts";

const of = (batch: number): BenchmarkSettings => BenchmarkSettings.parse({ batch });
const never = new AbortController().signal;

describe("a sweep", () => {
  it("goes on where a combination fails, and says at its end which did and why", async () => {
    const places: string[] = [];
    const failures = await runSweep([of(1), of(8), of(64)], never, async ({ batch }, place) => {
      places.push(place);
      if (batch === 8) throw new Error("It takes no batch of 8.");
    });
    expect(places).toEqual(["1 of 3: ", "2 of 3: ", "3 of 3: "]);
    expect(failures).toEqual([{ settings: of(8), reason: "It takes no batch of 8." }]);
  });

  it("ends where it is cancelled, with nothing told of the rest", async () => {
    const work = new AbortController();
    const measured: number[] = [];
    const sweep = runSweep([of(1), of(8), of(64)], work.signal, async ({ batch }) => {
      measured.push(batch);
      if (batch !== 8) return;
      work.abort();
      throw new Error("cancelled");
    });
    await expect(sweep).rejects.toThrow("cancelled");
    expect(measured).toEqual([1, 8]);
  });

  it("of one combination fails with it", async () => {
    const fail = async () => {
      throw new Error("The model is damaged.");
    };
    await expect(runSweep([of(1)], never, fail)).rejects.toThrow("The model is damaged.");
  });
});

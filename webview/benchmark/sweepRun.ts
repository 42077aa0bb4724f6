import type { BenchmarkSettings } from "../../src/protocol/benchmarkEntities.ts";
import { messageOf } from "../kit/notice.ts";

/** Settings that could not be measured, and why. */
export interface Unmeasured {
  readonly settings: BenchmarkSettings;
  readonly reason: string;
}

/**
 * Measures one after the other. A model may take some batches and not others: the rest of a sweep tells all the same.
 * @param measure one of them; `place` is its number in words, such as `2 of 6: `
 * @returns those that failed @throws what went wrong where there is only one, or where the signal is aborted
 */
export async function runSweep(
  sweep: readonly BenchmarkSettings[],
  signal: AbortSignal,
  measure: (settings: BenchmarkSettings, place: string, index: number) => Promise<unknown>,
): Promise<Unmeasured[]> {
  const failures: Unmeasured[] = [];
  for (const [index, settings] of sweep.entries()) {
    try {
      await measure(settings, sweep.length === 1 ? "" : `${index + 1} of ${sweep.length}: `, index);
    } catch (error) {
      if (signal.aborted || sweep.length === 1) throw error;
      failures.push({ settings, reason: messageOf(error) });
    }
  }
  return failures;
}

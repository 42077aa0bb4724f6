import { limits } from "../../tracking/limits.ts";
import type { MetricInput } from "../../tracking/types.ts";
import { AcceptedKeys } from "./acceptedKeys.ts";
import type { ForeignMetrics } from "./foreign.ts";

/** Gathers a run's points into items of the size that is written at once. */
export class MetricBatches {
  readonly keys = new AcceptedKeys();
  readonly #run: string;
  #points: MetricInput[] = [];

  constructor(run: string) {
    this.#run = run;
  }

  /** @param time milliseconds since 1970 UTC, rounded here */
  add(key: string, value: number, step: number, time: number): void {
    this.#points.push({ key: this.keys.of(key), value, step, time: Math.round(time) });
  }

  /** The items that are full. */
  *full(): Generator<ForeignMetrics> {
    while (this.#points.length >= limits.batchMetrics) yield this.#next();
  }

  /** All that is left. */
  *rest(): Generator<ForeignMetrics> {
    while (this.#points.length > 0) yield this.#next();
  }

  #next(): ForeignMetrics {
    return { kind: "metrics", run: this.#run, points: this.#points.splice(0, limits.batchMetrics) };
  }
}

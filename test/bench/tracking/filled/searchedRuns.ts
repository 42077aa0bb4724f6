import { createHash } from "node:crypto";
import { range } from "../points.ts";

/** Metrics of each run, and as many parameters. */
export const width = 50;

export const nameOf = (prefix: "m" | "p", index: number): string => `${prefix}${String(index).padStart(2, "0")}`;

/** A run to be found, the same whenever it is asked for. */
export interface SearchedRun {
  readonly id: string;
  readonly name: string;
  readonly startTime: number;
  /** The n-th is the value of `m0n`. */
  readonly metrics: readonly number[];
  readonly params: readonly string[];
}

export function searchedRun(index: number): SearchedRun {
  const random = generator(index);
  return {
    id: createHash("md5").update(`run ${index}`).digest("hex"),
    name: `run-${index}`,
    startTime: 1_700_000_000_000 + index * 1000,
    metrics: range(width).map(random),
    params: range(width).map((param) =>
      param % 2 === 0 ? (random() * 0.1).toPrecision(4) : `choice-${Math.floor(random() * 8)}`,
    ),
  };
}

/** Numbers from 0 to 1 that look random (mulberry32). */
function generator(seed: number): () => number {
  let state = seed * 0x9e3779b9;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

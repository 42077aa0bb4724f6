import { wilsonInterval } from "../drift/proportions.ts";
import type { IntervalOrReason } from "./interval.ts";

/** Wilson's score interval for a share of rows: `count` of `size`, both whole. */
export function wilson(count: number, size: number, confidence = 0.95): IntervalOrReason {
  return { interval: { ...wilsonInterval({ count, size }, confidence), confidence, method: "Wilson" } };
}

/**
 * The same for F1 of one class, which grows with the share TP / (TP + FP + FN) and so takes over its interval: F1 = 2 s /
 * (1 + s).
 */
export function wilsonOfF1(right: number, wrong: number, confidence = 0.95): IntervalOrReason {
  const { low, high } = wilsonInterval({ count: right, size: right + wrong }, confidence);
  const f1 = (share: number): number => (2 * share) / (1 + share);
  return { interval: { low: f1(low), high: f1(high), confidence, method: "Wilson" } };
}

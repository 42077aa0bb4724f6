import { type IntervalOrReason, noInterval } from "../intervals/interval.ts";
import { at } from "../special/at.ts";
import { studentQuantile } from "../special/student.ts";

/** How many times as long the second takes as the first. */
export type LatencyRatio = { readonly ratio: number } & IntervalOrReason;

/** Fewer rounds say nothing about how much rounds differ. */
const fewestRounds = 5;

/**
 * The ratio of two latencies that were measured in turns, from the median of each in every round. Latencies that follow
 * each other are alike, so rounds, not single calls, are the independent units: the interval is Student's for the mean
 * logarithm of the rounds' ratios.
 * @param first and second: one positive median a round, of equal number
 */
export function latencyRatio(first: Float64Array, second: Float64Array, confidence = 0.95): LatencyRatio {
  const logs = first.map((median, round) => Math.log(at(second, round) / median));
  const rounds = logs.length;
  const mean = logs.reduce((sum, log) => sum + log, 0) / rounds;
  const ratio = Math.exp(mean);
  if (rounds < fewestRounds) return { ratio, ...noInterval(`${rounds} rounds of the ${fewestRounds} that it needs`) };
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (rounds - 1);
  if (variance === 0) return { ratio, ...noInterval("all rounds are equal: the clock is too coarse for this model") };
  const reach = studentQuantile((1 + confidence) / 2, rounds - 1) * Math.sqrt(variance / rounds);
  const method = "Student's t of log ratios by round";
  return { ratio, interval: { low: Math.exp(mean - reach), high: Math.exp(mean + reach), confidence, method } };
}

/**
 * The ratio of two latencies that were measured apart, from the medians of the rounds of each: Welch's interval for the
 * difference of the mean logarithms. It covers how rounds differ, not how the machine differed between the two.
 * @param first and second: one positive median a round
 */
export function separateLatencyRatio(first: Float64Array, second: Float64Array, confidence = 0.95): LatencyRatio {
  const [a, b] = [momentsOfLogs(first), momentsOfLogs(second)];
  const ratio = Math.exp(b.mean - a.mean);
  const fewest = Math.min(first.length, second.length);
  if (fewest < fewestRounds) return { ratio, ...noInterval(`${fewest} rounds of the ${fewestRounds} that it needs`) };
  const error = a.variance / first.length + b.variance / second.length;
  if (error === 0) return { ratio, ...noInterval("all rounds are equal: the clock is too coarse for this model") };
  const degrees =
    error ** 2 /
    ((a.variance / first.length) ** 2 / (first.length - 1) + (b.variance / second.length) ** 2 / (second.length - 1));
  const reach = studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt(error);
  const method = "Welch's t of log medians of rounds";
  return { ratio, interval: { low: ratio * Math.exp(-reach), high: ratio * Math.exp(reach), confidence, method } };
}

function momentsOfLogs(medians: Float64Array): { readonly mean: number; readonly variance: number } {
  const logs = medians.map(Math.log);
  const mean = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  return { mean, variance: logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) / (logs.length - 1) };
}

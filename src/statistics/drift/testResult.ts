/** A test of two samples: its statistic, and the probability of one at least as extreme if nothing had changed. */
export interface TestResult {
  readonly statistic: number;
  readonly p: number;
}

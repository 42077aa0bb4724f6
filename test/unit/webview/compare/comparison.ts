import {
  type Comparison,
  fromMetricValue,
  type MetricGoal,
  type MetricSummary,
  type MetricValue,
} from "../../../../src/protocol/entities.ts";

/** A metric that was logged as these values, at steps 0, 1, 2, … */
export function logged(key: string, goal: MetricGoal, values: MetricValue[]): MetricSummary {
  const points = values.map((value, step) => ({ step, time: 1000 * step, value }));
  const sorted = points
    .filter((point) => !Number.isNaN(fromMetricValue(point.value)))
    .sort((left, right) => fromMetricValue(left.value) - fromMetricValue(right.value));
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) throw new Error("A metric has at least one value.");
  return {
    key,
    goal,
    count: points.length,
    nanCount: points.length - sorted.length,
    first,
    last,
    min: sorted[0] ?? null,
    max: sorted.at(-1) ?? null,
  };
}

/** A comparison of runs with these names; what is not given is empty. */
export function comparisonOf(names: readonly string[], parts: Partial<Comparison> = {}): Comparison {
  return {
    runs: names.map((name, index) => ({
      id: `run${index}`,
      experimentId: "1",
      name,
      status: "FINISHED",
      lifecycle: "active",
      startTime: Date.UTC(2024, 0, 1, index),
      endTime: Date.UTC(2024, 0, 1, index, 5),
      lastActivity: 0,
      user: null,
      starred: false,
      hasNote: false,
      parentId: null,
      headline: null,
    })),
    experimentNames: names.map(() => "digits"),
    params: [],
    metrics: [],
    tags: [],
    codes: names.map(() => ({
      status: "recorded",
      reason: null,
      repository: "/repo",
      commit: "0123456789abcdef0123456789abcdef01234567",
      branch: "main",
      remote: null,
      dirty: false,
      snapshot: null,
      changedFiles: 0,
      skipped: [],
      recordedAt: 0,
    })),
    ...parts,
  };
}

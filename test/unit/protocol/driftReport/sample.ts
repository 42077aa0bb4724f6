import type { DriftAspect, DriftColumn, DriftReport } from "../../../../src/protocol/driftEntities.ts";

const aspect = (more: Partial<DriftAspect> = {}): DriftAspect => ({
  of: "values",
  test: "Kolmogorov–Smirnov",
  effect: 0.31,
  effectName: "D",
  minimumEffect: 0.1,
  p: 1e-12,
  adjustedP: 2e-11,
  detectable: 0.04,
  verdict: "drift",
  ...more,
});

const column = (more: Partial<DriftColumn> = {}): DriftColumn => ({
  name: "age",
  type: "BIGINT",
  kind: "numbers",
  role: "feature",
  verdict: "drift",
  aspects: [aspect()],
  measures: [{ name: "Wasserstein distance", value: 1.5, between: [1.4, 1.6] }],
  missing: { reference: 0, current: 10 },
  computed: "exactly",
  numbers: null,
  categories: null,
  ...more,
});

/** A report of 2,000 and 1,000 rows with one column that drifts. */
const report = (more: Partial<DriftReport> = {}): DriftReport => ({
  reference: { label: "january.csv", format: "csv", files: ["/w/january.csv"], rows: 2000, table: null },
  current: { label: "february.csv", format: "csv", files: ["/w/february.csv"], rows: 1000, table: null },
  slice: null,
  rule: { significance: 0.05, effect: 0.1, power: 0.8 },
  judged: 2,
  verdict: "drift",
  columns: [column()],
  schema: { appeared: [], vanished: [], changed: [] },
  leftOut: [],
  multivariate: null,
  affected: null,
  ...more,
});

export const sample = { aspect, column, report };

import type { Experiment, RunDetail, RunSummary } from "../../../src/protocol/entities.ts";

let made = 0;

/** A run with nothing remarkable but what is named. */
export const run = (given: Partial<RunSummary> = {}): RunSummary => ({
  id: `run${++made}`,
  experimentId: "1",
  name: `run ${made}`,
  status: "FINISHED",
  lifecycle: "active",
  startTime: 1000,
  endTime: 2000,
  lastActivity: 2000,
  user: null,
  starred: false,
  hasNote: false,
  parentId: null,
  headline: null,
  ...given,
});

/** An experiment with nothing remarkable but what is named. */
export const experiment = (given: Partial<Experiment> = {}): Experiment => ({
  id: "1",
  name: "digits",
  lifecycle: "active",
  createdAt: 0,
  updatedAt: 0,
  runs: 0,
  running: 0,
  failed: 0,
  ...given,
});

/** A run's details with nothing remarkable but what is named. */
export const detail = (of: RunSummary, given: Partial<RunDetail> = {}): RunDetail => ({
  run: of,
  experimentName: "digits",
  params: [],
  tags: [],
  note: "",
  metrics: [],
  datasets: [],
  artifactFolder: null,
  traces: 0,
  code: {
    status: "noRepository",
    reason: null,
    repository: null,
    commit: null,
    branch: null,
    remote: null,
    dirty: false,
    snapshot: null,
    changedFiles: 0,
    skipped: [],
    recordedAt: null,
  },
  children: [],
  ...given,
});

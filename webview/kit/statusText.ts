import type { RunStatus } from "../../src/protocol/entities.ts";

const words: Readonly<Record<RunStatus, string>> = {
  RUNNING: "Running",
  SCHEDULED: "Scheduled",
  FINISHED: "Finished",
  FAILED: "Failed",
  KILLED: "Killed",
};

/** A run's status in a word. */
export const statusText = (status: RunStatus): string => words[status];

import type { PushCounts, PushFailure } from "../../protocol/push.ts";

/** What a push has come to so far. */
export interface Report {
  readonly sent: PushCounts;
  readonly failures: readonly PushFailure[];
  readonly failureCount: number;
  readonly notes: readonly string[];
  add(counts: Partial<PushCounts>): void;
  fail(place: string, reason: string): void;
  /** Said once, however often it is met. */
  note(text: string): void;
}

const mostFailures = 100;

const nothing: PushCounts = {
  runsCreated: 0,
  runsUpdated: 0,
  runsUnchanged: 0,
  points: 0,
  params: 0,
  tags: 0,
  datasets: 0,
  files: 0,
  bytes: 0,
  loggedModels: 0,
  modelVersions: 0,
};

const keys = Object.keys(nothing) as readonly (keyof PushCounts)[];

export function createReport(): Report {
  const notes = new Set<string>();
  const failures: PushFailure[] = [];
  let failureCount = 0;
  let sent = nothing;
  return {
    get sent() {
      return sent;
    },
    get failureCount() {
      return failureCount;
    },
    get notes() {
      return [...notes];
    },
    failures,
    add(counts) {
      sent = { ...sent };
      for (const key of keys) sent[key] += counts[key] ?? 0;
    },
    fail(place, reason) {
      failureCount += 1;
      if (failures.length < mostFailures) failures.push({ place, reason });
    },
    note: (text) => void notes.add(text),
  };
}

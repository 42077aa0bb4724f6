/** Runs that one round sends. */
export interface ChangedRuns {
  readonly runIds: readonly string[];
  has(runId: string): boolean;
  /** Whether nothing of the run but its metrics has changed. */
  onlyPoints(runId: string): boolean;
  /** The run was sent. */
  done(runId: string): void;
  /** The round is over, and what it did not send need not be sent. */
  finish(): void;
  /** The round failed: what it did not send is to be sent another time. */
  giveBack(): void;
}

export interface ChangeCollector {
  /** Runs that wait or are being sent. */
  readonly size: number;
  add(change: { readonly id: string; readonly summary: boolean }): void;
  /** All that changed since the last time; one round at a time. */
  take(): ChangedRuns;
}

/** Collects what changes while a round goes on, for the next one. */
export function createChangedRuns(): ChangeCollector {
  /** Runs with whether more than their points changed. */
  const waiting = new Map<string, boolean>();
  const underWay = new Map<string, boolean>();
  const add = (id: string, summary: boolean): void => void waiting.set(id, summary || waiting.get(id) === true);
  return {
    get size() {
      return new Set([...waiting.keys(), ...underWay.keys()]).size;
    },
    add: ({ id, summary }) => add(id, summary),
    take() {
      const taken = new Map(waiting);
      waiting.clear();
      underWay.clear();
      for (const [id, summary] of taken) underWay.set(id, summary);
      return {
        runIds: [...taken.keys()],
        has: (runId) => taken.has(runId),
        onlyPoints: (runId) => taken.get(runId) === false,
        done: (runId) => void underWay.delete(runId),
        finish: () => underWay.clear(),
        giveBack() {
          for (const [id, summary] of underWay) add(id, summary);
          underWay.clear();
        },
      };
    },
  };
}

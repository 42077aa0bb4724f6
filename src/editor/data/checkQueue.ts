/** Runs one check at a time; files that change meanwhile are checked again, and what is out of date is given up. */
export interface CheckQueue {
  /** Checks these files soon; all data sets when nothing is named. */
  add(files: readonly string[] | "all"): void;
  dispose(): void;
}

type Wanted = Set<string> | "all";

/** @param check is told what to check; an abort means that its answer is not wanted any more */
export function createCheckQueue(
  check: (files: readonly string[] | "all", signal: AbortSignal) => Promise<void>,
  onError: (error: unknown) => void,
): CheckQueue {
  let waiting: Wanted = new Set();
  let running: { readonly wanted: Wanted; readonly abort: AbortController } | undefined;
  let disposed = false;

  const next = (): void => {
    if (disposed || running !== undefined || isEmpty(waiting)) return;
    const wanted = waiting;
    waiting = new Set();
    const abort = new AbortController();
    running = { wanted, abort };
    check(wanted === "all" ? "all" : [...wanted], abort.signal)
      .catch((error: unknown) => {
        if (!abort.signal.aborted) onError(error);
      })
      .finally(() => {
        running = undefined;
        next();
      });
  };
  return {
    add(files) {
      waiting = merged(waiting, files === "all" ? "all" : new Set(files));
      if (running !== undefined && overlaps(running.wanted, waiting)) {
        // Its answer would be of files that have changed: the rest of it is checked again, too.
        waiting = merged(waiting, running.wanted);
        running.abort.abort();
      }
      next();
    },
    dispose() {
      disposed = true;
      running?.abort.abort();
    },
  };
}

const isEmpty = (wanted: Wanted): boolean => wanted !== "all" && wanted.size === 0;
const merged = (a: Wanted, b: Wanted): Wanted => (a === "all" || b === "all" ? "all" : new Set([...a, ...b]));
const overlaps = (a: Wanted, b: Wanted): boolean => a === "all" || b === "all" || [...a].some((file) => b.has(file));

/** Work that nobody waits for, one piece after the other in the order in which it came. */
export interface Jobs extends AsyncDisposable {
  add(work: (signal: AbortSignal) => Promise<void>): void;
  /** Does it when there is nothing else to do; of several of one name the last one counts. */
  later(name: string, work: (signal: AbortSignal) => Promise<void>): void;
  /** Resolves when all work is done. */
  settled(): Promise<void>;
}

/** @param onError hears of work that failed; what comes after it is done all the same */
export function createJobs(onError: (error: unknown) => void): Jobs {
  const lifetime = new AbortController();
  const { signal } = lifetime;
  const waiting: ((signal: AbortSignal) => Promise<void>)[] = [];
  const unhurried = new Map<string, (signal: AbortSignal) => Promise<void>>();
  let running: Promise<void> | undefined;

  const next = (): ((signal: AbortSignal) => Promise<void>) | undefined => {
    const first = waiting.shift();
    if (first !== undefined) return first;
    const [entry] = unhurried;
    if (entry !== undefined) unhurried.delete(entry[0]);
    return entry?.[1];
  };
  const runAll = async (): Promise<void> => {
    for (let work = next(); work !== undefined && !signal.aborted; work = next()) {
      await work(signal).catch((error: unknown) => {
        if (!signal.aborted) onError(error);
      });
    }
    running = undefined;
  };
  const begin = (): void => {
    if (!signal.aborted) running ??= runAll();
  };
  return {
    add(work) {
      waiting.push(work);
      begin();
    },
    later(name, work) {
      unhurried.delete(name);
      unhurried.set(name, work);
      begin();
    },
    async settled() {
      while (running !== undefined) await running;
    },
    async [Symbol.asyncDispose]() {
      lifetime.abort();
      await running;
    },
  };
}

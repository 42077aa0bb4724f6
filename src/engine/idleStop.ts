/** What keeps an engine up. Times in milliseconds. */
export interface Activity {
  /** Editors and commands that are connected. */
  readonly clients: number;
  readonly runningRuns: number;
  /** When the last script asked anything, or the last client left, or the engine started. */
  readonly lastActivity: number;
}

export interface IdleLimits {
  /** Without clients and runs. */
  readonly idle: number;
  /** With a run that says it is running but sends nothing: a long epoch, or a script that died. */
  readonly quietRun: number;
}

/** A training step may take hours; one that takes longer than a day is taken for dead. */
export const dayLong = 24 * 3_600_000;

/** Whether nobody needs the engine any more, and if somebody does, in how many milliseconds to ask again. */
export function idleVerdict(activity: Activity, limits: IdleLimits, now: number): "stop" | number {
  if (activity.clients > 0) return limits.idle;
  const limit = activity.runningRuns > 0 ? Math.max(limits.quietRun, limits.idle) : limits.idle;
  const left = activity.lastActivity + limit - now;
  return left <= 0 ? "stop" : Math.min(left, limits.idle);
}

/** Calls `stop` once when nobody needs the engine any more. */
export function watchIdle(
  limits: IdleLimits,
  observe: () => Activity,
  stop: () => void,
  onError: (error: unknown) => void,
): Disposable {
  let timer: NodeJS.Timeout;
  const wait = (delay: number): void => {
    timer = setTimeout(look, delay);
  };
  const look = (): void => {
    try {
      const verdict = idleVerdict(observe(), limits, Date.now());
      if (verdict === "stop") stop();
      else wait(verdict);
    } catch (error) {
      onError(error);
      wait(limits.idle);
    }
  };
  wait(limits.idle);
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

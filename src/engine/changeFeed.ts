import type { Changed } from "../protocol/engineContract.ts";
import type { TrackingChange } from "../tracking/changes.ts";

type RunChange = Changed["runs"][number];

export interface ChangeFeed extends Disposable {
  add(change: TrackingChange): void;
}

/** Passes changes on: the first at once, those that follow it together, at most one event each `interval` ms. */
export function createChangeFeed(emit: (changed: Changed) => void, interval = 50): ChangeFeed {
  const runs = new Map<string, RunChange>();
  let experiments = false;
  let models = false;
  let datasets = false;
  let timer: NodeJS.Timeout | undefined;

  const flush = (): void => {
    timer = undefined;
    if (!experiments && !models && !datasets && runs.size === 0) return;
    const changed = { experiments, models, datasets, runs: [...runs.values()] };
    experiments = false;
    models = false;
    datasets = false;
    runs.clear();
    timer = setTimeout(flush, interval);
    emit(changed);
  };

  return {
    add(change) {
      const { run } = change;
      experiments ||= change.experiments === true;
      models ||= change.models === true;
      datasets ||= change.datasets === true;
      if (run !== undefined) runs.set(run.id, merge(runs.get(run.id), run));
      if (timer === undefined) flush();
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}

const merge = (before: RunChange | undefined, now: RunChange): RunChange => ({
  ...now,
  traces: now.traces ?? before?.traces,
  summary: now.summary || before?.summary === true,
  metrics: now.metrics || before?.metrics === true,
});

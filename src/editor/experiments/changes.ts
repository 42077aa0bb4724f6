import type { Changed } from "../../protocol/engineContract.ts";

/** Nothing happened. */
export const noChange: Changed = { experiments: false, models: false, datasets: false, runs: [] };

/** Two changes as one: each run once, with all that happened to it. */
export function mergeChanges(first: Changed, second: Changed): Changed {
  const runs = new Map(first.runs.map((run) => [run.id, run]));
  for (const run of second.runs) {
    const earlier = runs.get(run.id);
    runs.set(run.id, {
      ...run,
      summary: run.summary || (earlier?.summary ?? false),
      metrics: run.metrics || (earlier?.metrics ?? false),
      traces: run.traces ?? earlier?.traces,
    });
  }
  return {
    experiments: first.experiments || second.experiments,
    models: first.models || second.models,
    datasets: first.datasets || second.datasets,
    runs: [...runs.values()],
  };
}

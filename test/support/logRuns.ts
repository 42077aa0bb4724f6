import { mlflowApi, type Served } from "./mlflowApi.ts";

export interface LoggedRun {
  readonly name: string;
  readonly params: Readonly<Record<string, string>>;
  /** Of each metric the values by step. */
  readonly metrics: Readonly<Record<string, readonly number[]>>;
}

/** Logs finished runs to a new experiment, as MLflow's clients do. */
export async function logRuns(served: Served, experiment: string, runs: readonly LoggedRun[]): Promise<void> {
  const { ask } = mlflowApi(served);
  const { experiment_id } = await ask("experiments/create", { name: experiment });
  const pairs = Object.entries;
  for (const [index, { name, params, metrics }] of runs.entries()) {
    const time = Date.now() - 60_000 * (runs.length - index);
    const { run } = await ask("runs/create", { experiment_id, run_name: name, start_time: time });
    const { run_id } = run.info;
    await ask("runs/log-batch", {
      run_id,
      params: pairs(params).map(([key, value]) => ({ key, value })),
      metrics: pairs(metrics).flatMap(([key, values]) =>
        values.map((value, step) => ({ key, value, step, timestamp: time + 1000 * step })),
      ),
    });
    await ask("runs/update", { run_id, status: "FINISHED", end_time: time + 30_000 });
  }
}

import type { Store } from "../store/openStore.ts";
import type { ReadPool } from "../store/readPool.ts";
import { artifacts } from "./artifacts.ts";
import type { DatasetsUsed, RunStart, TrackingChange } from "./changes.ts";
import { experiments } from "./experiments.ts";
import { createLoggedModels } from "./loggedModels.ts";
import { recording } from "./recording.ts";
import { createRegistry } from "./registry/registry.ts";
import { runs } from "./runs.ts";
import { toldModels } from "./toldModels.ts";
import { createTraces } from "./traces/createTraces.ts";
import type { Tracking } from "./tracking.ts";

export interface TrackingDependencies {
  readonly store: Store;
  /** Where long reads run. */
  readonly reads: ReadPool;
  /** The folder that `mlflow-artifacts:/` stands for. */
  readonly artifactRoot: string;
  /** Hears of every change once it is committed. */
  readonly onChange: (change: TrackingChange) => void;
  readonly onRunStarted: (start: RunStart) => void;
  readonly onDatasetsUsed: (use: DatasetsUsed) => void;
  /** Milliseconds since 1970; the real clock when left out. */
  readonly now?: () => number;
}

/** Recording and finding by MLflow's rules, on a store and a folder of artifacts. */
export function createTracking({ now = Date.now, ...rest }: TrackingDependencies): Tracking {
  const dependencies = { ...rest, now };
  const files = artifacts(dependencies);
  return {
    experiments: experiments(dependencies),
    runs: runs(dependencies),
    recording: recording(dependencies),
    models: toldModels(createLoggedModels(rest.store, now), rest.store, rest.onChange),
    registry: createRegistry(dependencies),
    traces: createTraces({ ...dependencies, artifacts: files }),
    artifacts: files,
  };
}

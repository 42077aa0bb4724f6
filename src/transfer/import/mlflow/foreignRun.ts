import type { RunStatus } from "../../../protocol/entities.ts";
import type { ParamInput, TagInput } from "../../../tracking/types.ts";
import type { ForeignRun } from "../foreign.ts";

/** A run as MLflow has it. */
export interface MlflowRun {
  readonly key: string;
  readonly experiment: string;
  readonly name: string;
  readonly user: string;
  readonly status: RunStatus;
  readonly startTime: number | null;
  readonly endTime: number | null;
  readonly deleted: boolean;
  readonly params: readonly ParamInput[];
  readonly tags: readonly TagInput[];
}

/** What is imported of it: it keeps its id, and its tags say what it is nested in. */
export function foreignRun(run: MlflowRun): ForeignRun {
  const tag = (name: string): string => run.tags.find(({ key }) => key === name)?.value ?? "";
  const parent = tag("mlflow.parentRunId");
  return {
    ...run,
    kind: "run",
    keepsId: true,
    ...(parent === "" ? {} : { parent }),
    // Before MLflow 2 only the tag had it.
    name: run.name || tag("mlflow.runName") || `run-${run.key.slice(0, 8)}`,
    startTime: run.startTime ?? 0,
  };
}

import type { RunStatus } from "../../../protocol/entities.ts";
import { limits } from "../../../tracking/limits.ts";
import { acceptedParams } from "../acceptedParams.ts";
import { flatten } from "../flatten.ts";
import type { ForeignRun } from "../foreign.ts";
import type { RunRecord } from "./messages.ts";
import { objectAround, objectsIn } from "./nestedValues.ts";
import type { Outline } from "./outline.ts";

/** @param fallback the time that stands for one that the run doesn't tell; milliseconds since 1970 UTC */
export function describeRun(
  key: string,
  experiment: string,
  record: RunRecord,
  outline: Outline,
  fallback: number,
): { readonly run: ForeignRun; readonly notes: readonly string[] } {
  const { params, notes } = acceptedParams(configOf(outline));
  const tags = acceptedParams(tagsOf(record, outline), limits.runTagValue);
  const started = outline.started ?? fallback;
  return {
    run: {
      kind: "run",
      key,
      experiment,
      name: record.display_name === "" ? record.run_id : record.display_name,
      user: outline.user,
      status: statusOf(outline.exitCode),
      startTime: started,
      endTime: Math.max(started, outline.ended ?? fallback),
      deleted: false,
      params,
      tags: tags.params,
    },
    notes: [...notes, ...tags.notes],
  };
}

/** W&B calls a run that stopped without an exit code crashed. */
const statusOf = (exitCode: number | null): RunStatus =>
  exitCode === null ? "KILLED" : exitCode === 0 ? "FINISHED" : "FAILED";

function* configOf({ config }: Outline): Generator<readonly [key: string, value: string]> {
  for (const [path, value] of config.entries()) {
    if (path[0] !== "_wandb") yield* flatten(value, ".", path.join("."));
  }
}

function* tagsOf(record: RunRecord, outline: Outline): Generator<readonly [key: string, value: string]> {
  yield ["wandb.runId", record.run_id];
  const known: readonly (readonly [key: string, value: string])[] = [
    ["mlflow.note.content", record.notes],
    ["mlflow.source.name", outline.program],
    ["mlflow.source.type", outline.program === "" ? "" : "LOCAL"],
    ["mlflow.source.git.commit", outline.commit],
    ["wandb.entity", record.entity],
    ["wandb.tags", record.tags.join(", ")],
    ["wandb.group", record.run_group],
    ["wandb.jobType", record.job_type],
    ["wandb.sweep", record.sweep_id],
    ["wandb.host", record.host],
  ];
  for (const pair of known) if (pair[1] !== "") yield pair;
  const entries = [...outline.summary.entries()];
  const objects = objectsIn(entries);
  for (const [path, value] of entries) {
    if (typeof value !== "string" || path[0]?.startsWith("_") || objectAround(objects, path) !== undefined) continue;
    yield [`wandb.summary.${path.join(".")}`, value];
  }
}

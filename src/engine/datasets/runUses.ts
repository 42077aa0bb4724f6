import { relative, resolve, sep } from "node:path";
import { minimatch } from "minimatch";
import type { DatasetsUsed, RunStart } from "../../tracking/changes.ts";
import { usedPaths } from "../../tracking/versions/usedFiles.ts";
import type { VersionRecorder } from "./versionRecorder.ts";

/** Links a run to the data sets that it logged as its inputs. */
export function noteInputs(
  recorder: VersionRecorder,
  { runId, script, time, datasets }: DatasetsUsed,
  workspace: string,
): void {
  for (const { name, source, context } of datasets) {
    recorder.used({ runId, how: "logged", context, time }, usedPaths(source, workspace, script), name);
  }
}

/** Links a run that begins to the data sets whose `usedBy` names its script. */
export function noteConfigured(recorder: VersionRecorder, { runId, sourceName }: RunStart, workspace: string): void {
  if (sourceName === null) return;
  const time = Date.now();
  recorder.jobs.add(async (signal) => {
    for (const { name, usedBy } of await recorder.declared(signal)) {
      if (usedBy.some((pattern) => isScript(sourceName, pattern, workspace))) {
        recorder.used({ runId, how: "config", context: "", time }, [], name);
      }
    }
  });
}

/** @param pattern a path or glob from the workspace's folder */
export function isScript(script: string, pattern: string, workspace: string): boolean {
  const path = relative(workspace, resolve(workspace, script));
  return minimatch(path.split(sep).join("/"), pattern.replace(/^\.\//, ""));
}

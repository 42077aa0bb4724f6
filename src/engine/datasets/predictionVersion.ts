import { resolve } from "node:path";
import type { DriftSide } from "../../protocol/driftRequests.ts";
import type { EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { shortPath } from "../../tracking/versions/recordVersion.ts";
import type { DeclaredFiles, VersionRecorder } from "./versionRecorder.ts";

export interface PredictionVersions {
  readonly workspace: string;
  readonly recorder: Pick<VersionRecorder, "record" | "filesAt">;
  /** The files of a data set. */
  readonly filesOf: (dataset: string, signal: AbortSignal) => Promise<DeclaredFiles>;
  readonly headCommit: () => Promise<string | null>;
}

/**
 * Notes saved predictions as a version of a data set that is called as their file, made from the version of the rows that
 * the model answered.
 */
export async function withPredictionVersion(
  result: EvaluationResult,
  { of }: DriftSide,
  { workspace, recorder, filesOf, headCommit }: PredictionVersions,
  signal: AbortSignal,
): Promise<EvaluationResult> {
  const { predictions, model } = result;
  if (predictions === null) return result;
  const files = await recorder.filesAt([resolve(workspace, predictions.path)], signal);
  if (files === null) return result;
  const inputs =
    "source" in of && !("dataset" in of) ? [] : await inputOf(of.dataset, "version" in of ? of.version : null);
  const lineage = {
    feature: model.name,
    inputs,
    ...(model.file === undefined ? {} : { model: model.file.sha256 }),
    commit: await headCommit(),
  };
  const dataset = { ...files, name: shortPath(files.path, workspace) };
  const row = await recorder.record(dataset, signal, { rows: predictions.rows, lineage });
  if (row === null) return result;
  return { ...result, predictions: { ...predictions, version: { dataset: dataset.name, number: row.number } } };

  /** @param hash of the version that was asked for, where one was */
  async function inputOf(name: string, hash: string | null) {
    const content = hash ?? (await recorder.record(await filesOf(name, signal), signal))?.hash;
    return content === undefined ? [] : [{ name, kind: "dataset" as const, content }];
  }
}

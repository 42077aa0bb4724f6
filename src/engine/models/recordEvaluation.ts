import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Handlers, WatchedContext } from "../../protocol/contract.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { EvaluationFigure, EvaluationQuestion, EvaluationResult } from "../../protocol/evaluationEntities.ts";
import type { EvaluationContract } from "../../protocol/evaluationRequests.ts";
import type { OnnxOrigin } from "../../protocol/onnxRequests.ts";
import { pathOfUri } from "../../tracking/artifactPath.ts";
import { activeRun } from "../../tracking/lookup.ts";
import { resolveSource } from "../../tracking/registry/versionSource.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import type { MetricInput } from "../../tracking/types.ts";
import { type ModelFiles, modelFile } from "./modelFile.ts";

type Evaluate = Handlers<EvaluationContract>["evaluation/run"];

export interface RecordDependencies extends ModelFiles {
  readonly tracking: Tracking;
  /** The runs that have logged a file with this content. */
  readonly originsOf: (file: { bytes: number; sha256: string }, signal: AbortSignal) => Promise<readonly OnnxOrigin[]>;
}

/**
 * Evaluates and, when that is asked for, keeps the figures with the run that made the model, or with a new one where no run
 * did: as metrics `evaluation.NAME.METRIC`, and everything that is known as an artifact. Which run it is, is clear before the
 * work begins.
 */
export function recorded(dependencies: RecordDependencies, evaluate: Evaluate): Evaluate {
  const { runs } = dependencies.tracking;
  return async (question, context) => {
    if (question.record === undefined) return evaluate(question, context);
    const { name } = question.record;
    const known = await runOf(question, dependencies, context);
    if (known !== null) return keep(known, name, await evaluate(question, context), dependencies);
    const { id } = await runs.create({
      experimentId: "0",
      name: `evaluation of ${name}`,
      startTime: Date.now(),
      tags: [],
    });
    try {
      const result = await keep(id, name, await evaluate(question, context), dependencies);
      await runs.update(id, { status: "FINISHED", endTime: Date.now() });
      return result;
    } catch (error) {
      await runs.update(id, { status: context.signal.aborted ? "KILLED" : "FAILED", endTime: Date.now() });
      throw error;
    }
  };
}

/** The run that is named, or that made the model; null where none did. @throws TidemarkError where it is not clear which */
async function runOf(
  { path, record }: EvaluationQuestion,
  dependencies: RecordDependencies,
  { signal }: Pick<WatchedContext<never>, "signal">,
): Promise<string | null> {
  const { tables } = dependencies;
  const active = (id: string): string => activeRun(tables, id).run_id;
  if (record?.run !== undefined) return active(record.run);
  if (/^(runs|models):/.test(path)) {
    const { runId } = resolveSource(tables, { source: path });
    return runId === "" ? null : active(runId);
  }
  const file = await modelFile(path, dependencies);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile() !== true) throw notFound(`${file} can't be read: there is no such file.`);
  const hash = createHash("sha256");
  await pipeline(createReadStream(file), hash, { signal });
  const [origin, ...others] = await dependencies.originsOf({ bytes: found.size, sha256: hash.digest("hex") }, signal);
  if (others.length === 0) return origin === undefined ? null : active(origin.runId);
  const all = [origin, ...others].map((each) => each?.runId).join(", ");
  throw invalidParameter(`Which run are the figures for? ${path} was logged by ${all}: name one of them.`);
}

async function keep(
  runId: string,
  name: string,
  result: EvaluationResult,
  { tracking }: RecordDependencies,
): Promise<EvaluationResult> {
  const safe = name.replace(/[^\w.-]/g, "_");
  const time = Date.now();
  const metrics = result.model.figures.flatMap((figure) =>
    metricsOf(`evaluation.${safe}.${figure.name}`, figure, time),
  );
  await tracking.recording.logBatch(runId, { metrics, params: [], tags: [] });
  const { artifactUri, name: runName } = tracking.runs.get(runId);
  const folder = pathOfUri(artifactUri);
  // Another evaluation of that name keeps what it has.
  const file = `evaluations/${safe}-${new Date(time).toISOString().replace(/[:.]/g, "-")}.json`;
  const told = { ...result, recorded: { runId, runName, artifact: folder === undefined ? null : file } };
  if (folder !== undefined) await tracking.artifacts.put(`${folder}/${file}`, Readable.from([JSON.stringify(result)]));
  return told;
}

/** None where the figure is undefined. */
function metricsOf(key: string, { value, interval }: EvaluationFigure, time: number): MetricInput[] {
  if (value === null) return [];
  const point = (end: string, number: number): MetricInput => ({ key: `${key}${end}`, value: number, time, step: 0 });
  return [point("", value), ...(interval === null ? [] : [point(".low", interval.low), point(".high", interval.high)])];
}

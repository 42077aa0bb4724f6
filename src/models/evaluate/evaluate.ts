import { realpath } from "node:fs/promises";
import { basename, relative, resolve } from "node:path";
import type { Session } from "../../data/duckdb/database.ts";
import { asFarAsNeeded, type Reading } from "../../data/sources/reading.ts";
import type { EvaluatedModel, EvaluationQuestion, EvaluationResult } from "../../protocol/evaluationEntities.ts";
import { type Answers, answersOf } from "./answers.ts";
import type { AskedModel } from "./askModel.ts";
import { positiveOf } from "./classNames.ts";
import { judgeGate } from "./gates.ts";
import { judgeBinary } from "./judgeBinary.ts";
import { judgeClasses } from "./judgeClasses.ts";
import type { Judged, JudgedModel } from "./judgedModels.ts";
import { judgeLabels } from "./judgeLabels.ts";
import { judgeNumbers } from "./judgeNumbers.ts";
import { judgeRanking } from "./judgeRanking.ts";
import { judgeSimilarity } from "./judgeSimilarity.ts";
import { modelInputs } from "./modelInputs.ts";
import { modelOutputs } from "./modelOutputs.ts";
import { openRows, type RowSource } from "./rowSource.ts";
import { openScored, type ScoredModel } from "./scoredModel.ts";
import { classTruth, labelsTruth, numberTruth, relevanceTruth, type Truth } from "./truth.ts";
import { canHoldPredictions, type PredictionFile, writePredictions } from "./writePredictions.ts";

export interface EvaluationContext {
  readonly workspace: string;
  /** Where predictions go, when they are asked for. */
  readonly predictions?: PredictionFile | undefined;
  readonly report: (progress: { readonly step: string; readonly share: number }) => void;
}

/**
 * What a model is worth on some rows: its figures with their intervals, beside those of an answer that looks at no feature and
 * of another model, if there is one. The rows are read once and in parts.
 * @throws TidemarkError `notFound` for a file, data set or column that is not there; `invalidParameter` where model and data
 * don't fit, with the input or output
 */
export async function evaluate(
  session: Session,
  question: EvaluationQuestion,
  context: EvaluationContext,
): Promise<EvaluationResult> {
  const started = performance.now();
  const paths = [question.path, ...(question.baseline === undefined ? [] : [question.baseline])];
  context.report({ step: "Opening the model", share: 0 });
  const models: ScoredModel[] = [];
  for (const path of paths) models.push(await openScored(resolve(context.workspace, path)));
  const found = await asFarAsNeeded((reading) => evaluateRead(session, question, models, { ...context, reading }));
  return { ...found, milliseconds: performance.now() - started };
}

async function evaluateRead(
  session: Session,
  question: EvaluationQuestion,
  models: readonly ScoredModel[],
  { workspace, reading, report, predictions }: EvaluationContext & { readonly reading: Reading },
): Promise<Omit<EvaluationResult, "milliseconds">> {
  const { task, label } = question;
  report({ step: "Looking at the rows", share: 0.02 });
  const source = await openRows(session, question, { workspace, reading });
  if (predictions !== undefined) await canHoldPredictions(session, predictions, source);
  const { labels } = source;
  const positive = task === "binary" && labels !== null ? positiveOf(labels, question) : null;
  const answers = await answersOf(
    session,
    source,
    models.map((model) => asked(model, question, source)),
    {
      truth: truthOf(question, labels),
      group: task === "ranking" ? question.group : undefined,
      root: await realpath(workspace),
      onRows: (done) =>
        report({ step: `Asking the model: ${done} of ${source.rows} rows`, share: 0.05 + (0.75 * done) / source.rows }),
    },
  );
  report({ step: "Computing the figures", share: 0.8 });
  const judgedModels: JudgedModel[] = models.map(({ path, classes }, i) => ({
    name: nameOf(path, workspace),
    classes,
    answers: answers.models[i] ?? { scores: null, width: 0, classes: null, named: [] },
  }));
  const judged = judge(question, { labels, positive }, answers, judgedModels);
  const { figures, baselines, columns, ...rest } = judged;
  const evaluated = models.map(
    (model, i): EvaluatedModel => ({
      name: judgedModels[i]?.name ?? "",
      file: { path: model.path, bytes: model.bytes, sha256: model.sha256 },
      figures: [...(figures[i] ?? [])],
    }),
  );
  const [own, ...others] = evaluated;
  if (own === undefined) throw new TypeError("There is no model.");
  if (predictions !== undefined) {
    report({ step: "Saving the predictions", share: 0.95 });
    const { numbers } = answers;
    await writePredictions(session, predictions, source, { numbers, columns, sha256: own.file?.sha256 ?? "" });
  }
  return {
    task,
    label,
    positive,
    data: {
      name: source.name,
      files: [...source.files],
      rows: source.rows,
      used: answers.rows,
      leftOut: [...answers.leftOut].map(([reason, rows]) => ({ reason, rows })),
    },
    model: own,
    baselines: [...baselines, ...others],
    ...rest,
    predictions: predictions === undefined ? null : { path: predictions.target, rows: answers.rows, version: null },
    gates: question.gates.map((gate) => judgeGate(gate, { ...rest, model: own })),
  };
}

function truthOf({ task, label, labels = [] }: EvaluationQuestion, classes: readonly string[] | null): Truth {
  if (classes !== null) return classTruth(label, classes);
  if (task === "multilabel") return labelsTruth(labels);
  return task === "ranking" ? relevanceTruth(label) : numberTruth(label);
}

function judge(
  question: EvaluationQuestion,
  { labels, positive }: { readonly labels: readonly string[] | null; readonly positive: string | null },
  answers: Answers,
  models: readonly JudgedModel[],
): Judged {
  if (question.task === "multilabel") return judgeLabels(question, answers, models);
  if (question.task === "ranking") return judgeRanking(question, answers, models);
  if (question.task === "similarity") return judgeSimilarity(answers, models);
  if (labels === null) return judgeNumbers(question, answers, models);
  if (positive === null) return judgeClasses(labels, answers, models);
  return judgeBinary({ ...question, positive, labels }, answers, models);
}

function asked(model: ScoredModel, question: EvaluationQuestion, source: RowSource): AskedModel {
  return {
    name: basename(model.path),
    session: model.session,
    inputs: modelInputs(model.session.inputMetadata, question.inputs, source.columns),
    pair: question.pair === undefined ? null : modelInputs(model.session.inputMetadata, question.pair, source.columns),
    outputs: modelOutputs(model, question),
  };
}

const nameOf = (path: string, workspace: string): string => {
  const inside = relative(workspace, path);
  return inside.startsWith("..") ? path : inside;
};

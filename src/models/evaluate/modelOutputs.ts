import { basename } from "node:path";
import type { InferenceSession, Tensor } from "onnxruntime-node";
import { invalidParameter } from "../../protocol/errors.ts";
import type { EvaluationQuestion } from "../../protocol/evaluationEntities.ts";
import type { ScoredModel } from "./scoredModel.ts";

/** The outputs that an evaluation reads. */
export interface ModelOutputs {
  /** Classes that the model names itself. */
  readonly label: string | undefined;
  /** Numbers: of a classifier one for each class, or one for the positive class; of a regression the answer. */
  readonly scores: string | undefined;
}

const isNumbers = (type: string): boolean => type === "float32" || type === "float64";
const isClasses = (type: string): boolean =>
  type === "int64" || type === "int32" || type === "string" || type === "bool";

/**
 * Which outputs are the classes and which the scores: those asked for, or the only ones that can be.
 * @throws invalidParameter that lists the outputs where that is not clear
 */
export function modelOutputs(
  { path, session, mappedScores }: ScoredModel,
  { task, outputs }: Pick<EvaluationQuestion, "task" | "outputs">,
): ModelOutputs {
  const tensors = session.outputMetadata.filter((output) => output.isTensor);
  const refuse = (what: string): never => {
    const all = session.outputMetadata.map(outputWords).join(", ");
    throw invalidParameter(`${basename(path)}: ${what} Its outputs are ${all}.`);
  };
  const find = (asked: string | undefined, fits: (type: string) => boolean, word: string): string | undefined => {
    if (asked !== undefined) {
      // The maps of scores, by their own name, stand for the tensor that they are made of.
      const isMaps = session.outputMetadata.some(({ name, isTensor }) => name === asked && !isTensor);
      const meant = isMaps && word === "scores" ? mappedScores : asked;
      const output = tensors.find(({ name }) => name === meant);
      if (output === undefined) return refuse(`there is no output "${asked}" that is a tensor.`);
      if (!fits(output.type)) return refuse(`output "${asked}" holds ${output.type}, which can't be its ${word}.`);
      return output.name;
    }
    const fitting = tensors.filter(({ type }) => fits(type));
    if (fitting.length > 1) return refuse(`several outputs could be its ${word}: write "outputs: {${word}: …}".`);
    return fitting[0]?.name;
  };
  const scores = find(outputs.scores ?? mappedScores, isNumbers, "scores");
  const namesClasses = task === "binary" || task === "multiclass";
  const label = namesClasses ? find(outputs.label, isClasses, "label") : undefined;
  if (!namesClasses && scores === undefined) return refuse("none of its outputs is a number.");
  if (scores === undefined && label === undefined) return refuse("none of its outputs is a class or a score.");
  return { label, scores };
}

function outputWords(output: InferenceSession.ValueMetadata): string {
  if (!output.isTensor) return `${output.name} (no tensor)`;
  return `${output.name} (${output.type}[${output.shape.map((length) => (length === "" ? "?" : length)).join(", ")}])`;
}

/** The numbers of an output, row by row, and how many each row has. @throws invalidParameter when the rows are not those given */
export function numbersOf(
  tensor: Tensor,
  rows: number,
  name: string,
): { values: Float32Array | Float64Array; width: number } {
  const { data } = tensor;
  if (!(data instanceof Float32Array || data instanceof Float64Array)) {
    throw invalidParameter(`Output ${name} holds ${tensor.type} instead of numbers.`);
  }
  return { values: data, width: widthOf(tensor, rows, name) };
}

/** One class of each row: a number or a text. */
export function classesOf(tensor: Tensor, rows: number, name: string): ArrayLike<number | string> {
  const width = widthOf(tensor, rows, name);
  if (width !== 1) throw invalidParameter(`Output ${name} has ${width} classes for each row; one is due.`);
  const { data } = tensor;
  if (data instanceof BigInt64Array) return wholeNumbers(data);
  if (data instanceof Int32Array || data instanceof Uint8Array) return data;
  return Array.from(data, String);
}

/** Without a `bigint` for each, where all have 32 bits. */
function wholeNumbers(data: BigInt64Array): ArrayLike<number | string> {
  const halves = new Int32Array(data.buffer, data.byteOffset, 2 * data.length);
  const low = new Int32Array(data.length);
  for (let i = 0; i < low.length; i++) {
    const half = halves[2 * i] ?? 0;
    if (halves[2 * i + 1] !== half >> 31) return Array.from(data, String);
    low[i] = half;
  }
  return low;
}

function widthOf({ dims, size }: Tensor, rows: number, name: string): number {
  if (dims[0] !== rows && !(rows === 1 && dims.length === 0)) {
    throw invalidParameter(
      `Output ${name} has the shape [${dims.join(", ")}] for ${rows} rows: one answer for each row is due.`,
    );
  }
  return size / rows;
}

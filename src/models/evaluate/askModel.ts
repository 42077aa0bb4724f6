import type { InferenceSession, Tensor } from "onnxruntime-node";
import { invalidParameter } from "../../protocol/errors.ts";
import { cosineSimilarities, type Embeddings } from "../../statistics/metrics/similarity/cosine.ts";
import { type FeatureValues, inputTensor, pickValues } from "./inputTensor.ts";
import type { ModelInput } from "./modelInputs.ts";
import { classesOf, type ModelOutputs, numbersOf } from "./modelOutputs.ts";

/** A model, and how rows go into it and answers come out. */
export interface AskedModel {
  readonly name: string;
  readonly session: InferenceSession;
  readonly inputs: readonly ModelInput[];
  /** What the inputs are made of for the second of two things; the answer is then how alike both are to the model. */
  readonly pair: readonly ModelInput[] | null;
  readonly outputs: ModelOutputs;
}

/** Whatever a row gives to the model. */
export const allInputs = ({ inputs, pair }: AskedModel): readonly ModelInput[] => [...inputs, ...(pair ?? [])];

/** What a model says of some rows. */
export interface ChunkAnswers {
  readonly rows: number;
  readonly scores: Float32Array | Float64Array | null;
  readonly width: number;
  readonly classes: ArrayLike<number | string> | null;
}

export function isAnswered({ scores, width }: ChunkAnswers, row: number): boolean {
  if (scores === null) return true;
  for (let k = 0; k < width; k++) if (!Number.isFinite(scores[row * width + k])) return false;
  return true;
}

/** Whether the rows all have numbers for answers. */
export function isAllAnswered({ scores }: ChunkAnswers): boolean {
  if (scores === null) return true;
  for (let i = 0; i < scores.length; i++) if (!Number.isFinite(scores[i])) return false;
  return true;
}

/** Asks a model about rows. */
export async function ask(model: AskedModel, columns: readonly FeatureValues[], rows: number): Promise<ChunkAnswers> {
  if (model.pair === null || rows === 0) return await askOnce(model, columns, rows);
  const taken = model.inputs.reduce((sum, { features }) => sum + features.length, 0);
  const first = await askOnce(model, columns.slice(0, taken), rows);
  const second = await askOnce({ ...model, inputs: model.pair }, columns.slice(taken), rows);
  const [a, b] = [embeddings(model, first), embeddings(model, second)];
  if (a.width !== b.width)
    throw invalidParameter(`${model.name} gives embeddings of ${a.width} and ${b.width} numbers.`);
  return { rows, scores: cosineSimilarities(a, b), width: 1, classes: null };
}

function embeddings({ name }: AskedModel, { scores, width }: ChunkAnswers): Embeddings {
  if (scores === null) throw invalidParameter(`${name} gives no numbers to compare.`);
  return { width, values: Float64Array.from(scores) };
}

/** As many rows at once as the model takes. */
async function askOnce(model: AskedModel, columns: readonly FeatureValues[], rows: number): Promise<ChunkAnswers> {
  if (rows === 0) return { rows, scores: null, width: 0, classes: null };
  const batch = model.inputs.find((input) => input.batch !== undefined)?.batch;
  if (batch === undefined) return await askBatch(model, columns, rows);
  const parts: ChunkAnswers[] = [];
  for (let start = 0; start < rows; start += batch) {
    // The last rows are followed by themselves, since the model takes no fewer.
    const index = Uint32Array.from({ length: batch }, (_, i) => Math.min(rows - 1, start + i));
    const part = columns.map((column) => pickValues(column, index));
    parts.push(await askBatch(model, part, batch));
  }
  return joined(parts, rows);
}

/** The answers for the first so many rows of all parts. */
function joined(parts: readonly ChunkAnswers[], rows: number): ChunkAnswers {
  const width = parts[0]?.width ?? 0;
  const [scores, classes] = [parts.map((part) => part.scores), parts.map((part) => part.classes)];
  return {
    rows,
    width,
    scores: scores.every((part) => part !== null) ? joinedScores(scores, rows * width) : null,
    classes: classes.every((part) => part !== null) ? classes.flatMap((part) => Array.from(part)).slice(0, rows) : null,
  };
}

function joinedScores(parts: readonly (Float32Array | Float64Array)[], size: number): Float32Array | Float64Array {
  const all = parts[0] instanceof Float32Array ? new Float32Array(size) : new Float64Array(size);
  let at = 0;
  for (const part of parts) {
    const fitting = part.subarray(0, size - at);
    all.set(fitting, at);
    at += fitting.length;
  }
  return all;
}

async function askBatch(
  { name, session, inputs, outputs }: AskedModel,
  columns: readonly FeatureValues[],
  rows: number,
): Promise<ChunkAnswers> {
  let at = 0;
  const feeds: Record<string, Tensor> = {};
  for (const input of inputs) {
    feeds[input.name] = inputTensor(input, columns.slice(at, at + input.features.length), rows);
    at += input.features.length;
  }
  const wanted = [outputs.scores, outputs.label].filter((output) => output !== undefined);
  let found: InferenceSession.OnnxValueMapType;
  try {
    found = await session.run(feeds, wanted);
  } catch (cause) {
    const shapes = Object.entries(feeds).map(([input, { type, dims }]) => `${input} ${type}[${dims.join(", ")}]`);
    const why = cause instanceof Error ? cause.message : String(cause);
    throw invalidParameter(`${name} can't answer for ${shapes.join(", ")}: ${why}`);
  }
  const scores = outputs.scores === undefined ? undefined : tensorOf(found, outputs.scores);
  const label = outputs.label === undefined ? undefined : tensorOf(found, outputs.label);
  const numbers = scores === undefined ? null : numbersOf(scores, rows, outputs.scores ?? "");
  return {
    rows,
    scores: numbers?.values ?? null,
    width: numbers?.width ?? 0,
    classes: label === undefined ? null : classesOf(label, rows, outputs.label ?? ""),
  };
}

function tensorOf(found: InferenceSession.OnnxValueMapType, name: string): Tensor {
  const tensor = found[name];
  if (tensor === undefined || !("dims" in tensor)) throw invalidParameter(`Output ${name} is no tensor.`);
  return tensor;
}

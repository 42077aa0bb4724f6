import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { pipeline } from "node:stream/promises";
import { InferenceSession } from "onnxruntime-node";
import protobuf from "protobufjs";
import { TidemarkError } from "../../protocol/errors.ts";
import { type FileBytes, openBytes } from "../onnx/fileBytes.ts";
import type { OnnxModel } from "../onnx/onnxModel.ts";
import { readModel } from "../onnx/readModel.ts";

/** A model that is ready to answer, and what its file says of its answers. */
export interface ScoredModel {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly session: InferenceSession;
  /** The classes of its scores in their order, as text; empty where the file doesn't say. */
  readonly classes: readonly string[];
  /** The output that holds scores where the file has them in maps, which the runtime doesn't hand over. */
  readonly mappedScores: string | undefined;
}

/** Between batches its threads sleep: the processors are for what reads the rows, and for what trains meanwhile. */
const idleThreads = { session: { intra_op: { allow_spinning: "0" } } };

/** A larger file can't be held as one buffer; then the scores that stand in maps can't be had. */
const mostHeld = 1024 ** 3;

/**
 * Opens a model for its answers. Where its scores are maps (scikit-learn's `ZipMap`), the tensor that the maps are made of
 * becomes an output beside them; the file stays as it is.
 * @throws TidemarkError `notFound`, or `invalidParameter` when the runtime refuses the model
 */
export async function openScored(path: string): Promise<ScoredModel> {
  using file = openFile(path);
  const model = readAs(path, file);
  const maps = (model.graph?.nodes ?? []).filter(({ operator }) => operator === "ZipMap");
  const [map] = maps;
  const mapped = maps.length === 1 && file.size <= mostHeld && !hasExternalData(model) ? map?.inputs[0] : undefined;
  try {
    const options: InferenceSession.SessionOptions = { logSeverityLevel: 4, extra: idleThreads };
    const session =
      mapped === undefined
        ? await InferenceSession.create(path, options)
        : await InferenceSession.create(withOutput(await readFile(path), mapped), options);
    const classes = (model.graph?.nodes ?? []).map((node) => node.classes).filter((list) => list.length > 0);
    return {
      path,
      bytes: file.size,
      sha256: await sha256Of(path),
      session,
      classes: map?.classes ?? (classes.length === 1 ? (classes[0] ?? []) : []),
      mappedScores: mapped,
    };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TidemarkError("invalidParameter", `${basename(path)} can't be opened: ${why}`, { cause });
  }
}

function openFile(path: string): FileBytes {
  try {
    return openBytes(path);
  } catch (cause) {
    if (cause instanceof TidemarkError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TidemarkError("notFound", `${path} can't be read: ${why}`, { cause });
  }
}

function readAs(path: string, file: FileBytes): OnnxModel {
  try {
    return readModel(file);
  } catch (cause) {
    if (!(cause instanceof TidemarkError)) throw cause;
    throw new TidemarkError(cause.code, `${basename(path)} is no ONNX model: ${cause.message}`, { cause });
  }
}

const hasExternalData = ({ graph }: OnnxModel): boolean =>
  graph?.initialisers.some(({ content }) => content.kind === "external") ?? false;

/** `ModelProto.graph.output` with a name alone: messages that follow each other are one. */
function withOutput(bytes: Uint8Array, name: string): Uint8Array {
  const lengthDelimited = (id: number): number => (id << 3) | 2;
  const value = protobuf.Writer.create().uint32(lengthDelimited(1)).string(name).finish();
  const output = protobuf.Writer.create().uint32(lengthDelimited(12)).bytes(value).finish();
  return Buffer.concat([bytes, protobuf.Writer.create().uint32(lengthDelimited(7)).bytes(output).finish()]);
}

async function sha256Of(path: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

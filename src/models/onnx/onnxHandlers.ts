import { resolve } from "node:path";
import type { Handlers } from "../../protocol/contract.ts";
import { invalidParameter, notFound, TidemarkError } from "../../protocol/errors.ts";
import type { OnnxContract } from "../../protocol/onnxRequests.ts";
import { bytesOf, elementCount } from "./elementTypes.ts";
import { externalPlace } from "./externalData.ts";
import { type FileBytes, openBytes } from "./fileBytes.ts";
import { inspectModel } from "./inspectModel.ts";
import type { OnnxModel } from "./onnxModel.ts";
import { domainName } from "./operatorSets.ts";
import { readModel } from "./readModel.ts";
import { scopesOf } from "./scopes.ts";
import { tensorStatistics } from "./tensorStatistics.ts";
import { initialisersOf } from "./tensors.ts";

/** What the process that reads ONNX files answers. It is of one question: what blocks it blocks nothing else. */
export function onnxHandlers(workspace: string): Handlers<OnnxContract> {
  const reading = <T>(path: string, use: (file: FileBytes, model: OnnxModel, absolute: string) => T): T => {
    const absolute = resolve(workspace, path);
    using file = opened(absolute);
    return use(file, readWhole(file, absolute), absolute);
  };
  return {
    "onnx/inspect": ({ path }) => reading(path, (file, model, absolute) => inspectModel(absolute, file, model)),
    "onnx/graph": ({ path, limit }) =>
      reading(path, (_, { graph }) => ({
        count: graph?.nodes.length ?? 0,
        nodes: (graph?.nodes ?? []).slice(0, limit).map(({ name, operator, domain, inputs, outputs, graphs }) => ({
          name,
          operator,
          domain: domainName(domain),
          inputs: [...inputs],
          outputs: [...outputs],
          inner: graphs.map(({ attribute }) => attribute),
        })),
      })),
    "onnx/statistics": ({ path, index }) =>
      reading(path, (file, model, absolute) => statistics(file, model, absolute, index)),
  };
}

function statistics(file: FileBytes, model: OnnxModel, path: string, index: number) {
  const tensor = initialisersOf(scopesOf(model))[index]?.tensor;
  if (tensor === undefined) throw notFound(`${path} has no initialiser ${index}.`);
  const { content, elementType, shape, name } = tensor;
  if (content.kind === "raw") return tensorStatistics(file, [content.range], elementType);
  if (content.kind === "list") return tensorStatistics(file, content.ranges, elementType, content.field);
  if (content.kind !== "external") throw invalidParameter(`${name} has no numbers.`);
  const at = externalPlace(path, content.entries, bytesOf(elementType, elementCount(shape)));
  if (!at.ok) throw invalidParameter(`The values of ${name} can't be read: ${at.reason}.`);
  using other = openBytes(at.file);
  return tensorStatistics(other, [at.range], elementType);
}

function readWhole(file: FileBytes, path: string): OnnxModel {
  try {
    return readModel(file);
  } catch (error) {
    if (!(error instanceof TidemarkError)) throw error;
    throw invalidParameter(`${path} is no ONNX model, or it is damaged: ${error.message}`, error.data);
  }
}

function opened(path: string): FileBytes {
  try {
    return openBytes(path);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") throw notFound(`${path} does not exist.`);
    throw error;
  }
}

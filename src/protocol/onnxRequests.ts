import * as z from "zod";
import { OnnxGraphNode, OnnxInspection, OnnxTensorStatistics } from "./onnxEntities.ts";

/** What clients ask about ONNX files. A process for each file answers; the engine passes questions on. */
export const onnxRequests = {
  "onnx/inspect": { params: z.object({ path: z.string() }), result: OnnxInspection },
  /** The main graph's nodes, in the file's order. */
  "onnx/graph": {
    params: z.object({ path: z.string(), limit: z.number().int().min(1).max(20_000).default(20_000) }),
    result: z.object({ nodes: z.array(OnnxGraphNode), count: z.number().int() }),
  },
  /** Reads all values of one tensor. */
  "onnx/statistics": {
    params: z.object({ path: z.string(), index: z.number().int().min(0) }),
    result: OnnxTensorStatistics,
  },
};

/** A run that has logged the same file. */
export const OnnxOrigin = z.object({
  runId: z.string(),
  name: z.string(),
  /** HEAD when it started. */
  commit: z.string().nullable(),
  /** The file below the folder of all artifacts. */
  artifact: z.string(),
});
export type OnnxOrigin = z.infer<typeof OnnxOrigin>;

/** What the engine itself knows of a model file. */
export const onnxOriginRequests = {
  /** The runs that have logged a file with this content. */
  "onnx/origins": {
    params: z.object({ bytes: z.number(), sha256: z.string() }),
    result: z.object({ origins: z.array(OnnxOrigin) }),
  },
};

/** What the process that reads ONNX files answers. */
export const onnxContract = { requests: onnxRequests, events: {} };
export type OnnxContract = typeof onnxContract;

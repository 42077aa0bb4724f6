import * as z from "zod";

export const OnnxValueInfo = z.object({
  name: z.string(),
  /** Such as `float32[batch, 3]`; a dimension without a length or name is `?`. */
  type: z.string(),
});
export type OnnxValueInfo = z.infer<typeof OnnxValueInfo>;

export const OnnxProblem = z.object({
  severity: z.enum(["error", "warning", "information"]),
  message: z.string(),
  /** The node or tensor it is about, as its place in the model. */
  place: z.string().nullable(),
});
export type OnnxProblem = z.infer<typeof OnnxProblem>;

export const OnnxTensorInfo = z.object({
  /** Its number among all tensors that the model keeps. */
  index: z.number().int(),
  name: z.string(),
  /** Such as `graph` or `function Gelu`. */
  graph: z.string(),
  elementType: z.string(),
  shape: z.array(z.number()),
  values: z.number(),
  /** What its values take; null for texts. */
  bytes: z.number().nullable(),
  /** The file that holds its values, when it is another one. */
  external: z.string().nullable(),
  /** How many nodes take it. */
  uses: z.number().int(),
});
export type OnnxTensorInfo = z.infer<typeof OnnxTensorInfo>;

export const OnnxGraphNode = z.object({
  name: z.string(),
  operator: z.string(),
  domain: z.string(),
  inputs: z.array(z.string()),
  outputs: z.array(z.string()),
  /** The graphs inside it. */
  inner: z.array(z.string()),
});
export type OnnxGraphNode = z.infer<typeof OnnxGraphNode>;

export const OnnxInspection = z.object({
  path: z.string(),
  bytes: z.number(),
  /** Of the file and of those that hold its values. */
  totalBytes: z.number(),
  sha256: z.string(),
  irVersion: z.number().nullable(),
  producer: z.string(),
  producerVersion: z.string(),
  domain: z.string(),
  modelVersion: z.number().nullable(),
  opsets: z.array(z.object({ domain: z.string(), version: z.number() })),
  metadata: z.array(z.object({ key: z.string(), value: z.string() })),
  graphName: z.string(),
  inputs: z.array(OnnxValueInfo),
  outputs: z.array(OnnxValueInfo),
  /** How many numbers its initialisers have. */
  parameters: z.number(),
  nodes: z.number().int(),
  edges: z.number().int(),
  subgraphs: z.number().int(),
  functions: z.array(z.object({ domain: z.string(), name: z.string(), nodes: z.number().int() })),
  operators: z.array(z.object({ domain: z.string(), name: z.string(), count: z.number().int() })),
  quantisation: z.object({
    /** In words; null when nothing is quantised. */
    kind: z.string().nullable(),
    operators: z.number().int(),
    types: z.array(z.object({ type: z.string(), tensors: z.number().int(), parameters: z.number() })),
  }),
  problems: z.array(OnnxProblem),
  /** How many problems there are, of which `problems` has the first. */
  problemCount: z.number().int(),
  /** The largest first. */
  tensors: z.array(OnnxTensorInfo),
  tensorCount: z.number().int(),
  milliseconds: z.number(),
});
export type OnnxInspection = z.infer<typeof OnnxInspection>;

/** What the values of a tensor are like. Numbers are null where there is none to say. */
export const OnnxTensorStatistics = z.object({
  values: z.number(),
  smallest: z.number().nullable(),
  largest: z.number().nullable(),
  mean: z.number().nullable(),
  zeros: z.number(),
  nan: z.number(),
  infinite: z.number(),
});
export type OnnxTensorStatistics = z.infer<typeof OnnxTensorStatistics>;

import * as z from "zod";
import { LatencyRatio } from "./benchmarkEntities.ts";
import { EvaluationResult } from "./evaluationEntities.ts";

/** Weights of 8 bits, with activations quantised as the model runs; or all numbers of 16 bits. */
export const optimisations = ["int8", "float16"] as const;
export type Optimisation = (typeof optimisations)[number];

/** Samples at once: an answer that somebody waits for, and work in bulk. */
export const optimiseBatches = [1, 64] as const;

/** A smaller model's latency beside the original's, in milliseconds, both measured in turns. */
const BesideOriginal = z.object({
  batch: z.number().int(),
  /** Of its latency to the original's. */
  ratio: LatencyRatio.optional(),
  median: z.number().optional(),
  originalMedian: z.number().optional(),
  /** Why the latencies may not repeat; left out where nothing was noticed. */
  noise: z.array(z.string()).optional(),
  /** Why it could not be measured. */
  reason: z.string().optional(),
});
export type BesideOriginal = z.infer<typeof BesideOriginal>;

const MadeModel = z.object({
  how: z.enum(optimisations),
  path: z.string(),
  bytes: z.number().int().nonnegative(),
  /** With the files beside it that hold its values. */
  originalBytes: z.number().int().nonnegative(),
  /** What made it, such as `onnxruntime 1.30.0`. */
  tool: z.string(),
  ratios: z.array(BesideOriginal),
  /** Of the made model against the original, on the same rows. */
  evaluation: EvaluationResult.nullable(),
  /** Why it is not known what it loses; undefined where it is. */
  unjudged: z.string().optional(),
});
export type MadeModel = z.infer<typeof MadeModel>;

const NotMade = z.object({
  how: z.enum(optimisations),
  error: z.string(),
  /** A file of that name is there, which may be replaced. */
  isThere: z.boolean(),
});
export type NotMade = z.infer<typeof NotMade>;

/** What became of each smaller model that was asked for. */
export const OptimiseReport = z.object({
  /** The evaluation that judged them; null without one. */
  evaluation: z.string().nullable(),
  models: z.array(z.union([MadeModel, NotMade])),
});
export type OptimiseReport = z.infer<typeof OptimiseReport>;

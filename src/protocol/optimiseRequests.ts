import * as z from "zod";
import { OptimiseReport, optimisations } from "./optimiseEntities.ts";

const file = z.object({ path: z.string(), bytes: z.number().int().nonnegative() });

const asked = {
  path: z.string().min(1),
  /** Replaces a file that is there. */
  replace: z.boolean().default(false),
  /** A Python with onnx and onnxruntime; that of the workspace's virtual environment, or of the path, when left out. */
  python: z.string().min(1).optional(),
};

export const optimiseRequests = {
  /** Makes a smaller model of one by the official Python tools, with the workspace's Python. */
  "optimise/model": {
    params: z.object({
      ...asked,
      how: z.enum(optimisations),
      /** Beside the model, `model.int8.onnx` and the like, when left out. */
      target: z.string().min(1).optional(),
    }),
    /** The original with the files beside it that hold its values. */
    result: z.object({ original: file, made: file, tool: z.string() }),
    progress: z.object({ step: z.string() }),
  },
  /** Makes smaller models, measures each in turns with the original, and judges both on the same rows. */
  "optimise/compare": {
    params: z.object({
      ...asked,
      how: z
        .array(z.enum(optimisations))
        .min(1)
        .default([...optimisations]),
      /** Of the workspace's configuration; the first that is about this model when left out. */
      evaluation: z.string().min(1).optional(),
      /** How long each batch is measured, for each model. */
      seconds: z.number().min(0.1).max(600).default(2),
    }),
    result: OptimiseReport,
    progress: z.object({ step: z.string(), share: z.number().min(0).max(1) }),
  },
  /** The evaluations that could judge it: those about this model, and all others. */
  "optimise/evaluations": {
    params: z.object({ path: z.string().min(1) }),
    /** The fault of the configuration that may be why one is missing. */
    result: z.object({ own: z.array(z.string()), others: z.array(z.string()), fault: z.string().optional() }),
  },
} as const;

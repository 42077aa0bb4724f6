import * as z from "zod";

/** Weights of 8 bits, with activations quantised as the model runs; or all numbers of 16 bits. */
export const optimisations = ["int8", "float16"] as const;
export type Optimisation = (typeof optimisations)[number];

const file = z.object({ path: z.string(), bytes: z.number().int().nonnegative() });

export const optimiseRequests = {
  /** Makes a smaller model of one by the official Python tools, with the workspace's Python. */
  "optimise/model": {
    params: z.object({
      path: z.string().min(1),
      how: z.enum(optimisations),
      /** Beside the model, `model.int8.onnx` and the like, when left out. */
      target: z.string().min(1).optional(),
      /** Replaces a file that is there. */
      replace: z.boolean().default(false),
      /** A Python with onnx and onnxruntime; that of the workspace's virtual environment, or of the path, when left out. */
      python: z.string().min(1).optional(),
    }),
    /** The original with the files beside it that hold its values. */
    result: z.object({ original: file, made: file, tool: z.string() }),
    progress: z.object({ step: z.string() }),
  },
} as const;

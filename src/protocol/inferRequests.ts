import * as z from "zod";

/** A contract that a data set keeps as it is now. */
export const InferredContract = z.object({
  /** What the data set is called: another name than those that are declared already. */
  name: z.string(),
  /** From how many rows it was drawn. */
  rows: z.number().int().min(0),
  /** A tidemark.yaml of this data set alone, with comments. */
  yaml: z.string(),
  /** The workspace's own configuration with the data set added; the file may not be there yet. */
  config: z.object({ file: z.string(), text: z.string() }),
});
export type InferredContract = z.infer<typeof InferredContract>;

/** What is asked about data that nothing is declared of. Nothing is written. */
export const inferRequests = {
  "data/infer": {
    params: z.object({
      /** A file, glob or folder: absolute, or from the workspace's folder. */
      path: z.string().min(1),
      /** By the file when left out. */
      name: z.string().optional(),
    }),
    result: InferredContract,
  },
};

import * as z from "zod";

export const lineageKinds = ["data", "feature", "run", "model"] as const;

/** Something that was made from others, or that others were made from. */
export const LineageNode = z.object({
  id: z.string(),
  kind: z.enum(lineageKinds),
  label: z.string(),
  /** Its version, or what it is, in a few words. */
  detail: z.string(),
  /** What checking it came to; null where there is nothing to check. */
  isGood: z.boolean().nullable(),
  /** Its page; null when nothing is kept of it. */
  target: z
    .union([
      z.object({ dataset: z.string(), version: z.number().int() }),
      z.object({ runId: z.string() }),
      z.object({ model: z.string(), version: z.number().int() }),
    ])
    .nullable(),
});
export type LineageNode = z.infer<typeof LineageNode>;

/** Sources, features, runs and models, and what went into what. */
export const Lineage = z.object({
  nodes: z.array(LineageNode),
  edges: z.array(z.object({ from: z.string(), to: z.string() })),
  /** Runs that used data and are left out: only the newest are shown. */
  olderRuns: z.number().int(),
});
export type Lineage = z.infer<typeof Lineage>;

export const lineageRequests = {
  /** What data, features, runs and models were made from; of one data set only what has to do with it. */
  "lineage/graph": {
    params: z.object({ dataset: z.string().optional(), runs: z.number().int().min(1).max(500).default(60) }),
    result: Lineage,
  },
};

import * as z from "zod";
import { optimisations } from "../../src/protocol/optimiseEntities.ts";

/** What the page looks like again after a reload. The host reads `path` to know which file it shows. */
export const OptimiseMemory = z.object({
  path: z.string().catch(""),
  how: z.array(z.enum(optimisations)).catch([...optimisations]),
  /** Of the workspace's configuration; empty for the first that is about the model. */
  evaluation: z.string().catch(""),
  /** Empty for the one that is chosen or found. */
  python: z.string().catch(""),
  scroll: z.number().catch(0),
});
export type OptimiseMemory = z.infer<typeof OptimiseMemory>;

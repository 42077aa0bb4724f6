import * as z from "zod";
import { VersionId } from "../../src/protocol/modelRequests.ts";

const Sort = z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null);

/** What the model page looks like again after a reload. The host reads `versions` to know whose page it is. */
export const ModelMemory = z.object({
  versions: z.array(VersionId).catch([]),
  /** The load line that was chosen, by its place. */
  loadLine: z.number().int().min(0).catch(0),
  metricSort: Sort,
  paramSort: Sort,
  scroll: z.number().catch(0),
});
export type ModelMemory = z.infer<typeof ModelMemory>;

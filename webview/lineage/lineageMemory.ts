import * as z from "zod";

/** What the page looks like again after a reload. The host reads `dataset` to know what it is about. */
export const LineageMemory = z.object({
  dataset: z.string().nullable().catch(null),
  scroll: z.number().catch(0),
});
export type LineageMemory = z.infer<typeof LineageMemory>;

import * as z from "zod";

/** What the page looks like again after a reload. The host reads `dataset` to know whose rows it shows. */
export const QuarantineMemory = z.object({
  dataset: z.string().catch(""),
  search: z.string().catch(""),
  scroll: z.number().catch(0),
});
export type QuarantineMemory = z.infer<typeof QuarantineMemory>;

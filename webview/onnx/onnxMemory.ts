import * as z from "zod";

/** What the page looks like again after a reload. */
export const OnnxMemory = z.object({
  tab: z.enum(["graph", "tensors", "problems"]).catch("graph"),
  filter: z.string().catch(""),
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null),
  isCollapsed: z.boolean().catch(true),
  scroll: z.number().catch(0),
});
export type OnnxMemory = z.infer<typeof OnnxMemory>;

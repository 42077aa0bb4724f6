import * as z from "zod";

/** What the page looks like again after a reload. The host reads `path` to know which file it shows. */
export const ProfileMemory = z.object({
  path: z.string().catch(""),
  /** The column that is shown in detail. */
  column: z.string().nullable().catch(null),
  filter: z.string().catch(""),
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null),
  scroll: z.number().catch(0),
});
export type ProfileMemory = z.infer<typeof ProfileMemory>;

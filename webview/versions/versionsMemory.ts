import * as z from "zod";
import { VersionId } from "../../src/protocol/modelRequests.ts";

/** What the comparison of versions looks like again after a reload. The host reads `versions` to know which it shows. */
export const VersionsMemory = z.object({
  versions: z.array(VersionId).catch([]),
  showAll: z.boolean().catch(false),
  left: z.string().nullable().catch(null),
  right: z.string().nullable().catch(null),
  scroll: z.number().catch(0),
});
export type VersionsMemory = z.infer<typeof VersionsMemory>;

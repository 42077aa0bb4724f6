import * as z from "zod";
import { BenchmarkSettings } from "../../src/protocol/benchmarkEntities.ts";

/** What the page looks like again after a reload. The host reads `path` to know which file it shows. */
export const BenchmarkMemory = z.object({
  path: z.string().catch(""),
  settings: BenchmarkSettings.catch(BenchmarkSettings.parse({})),
  /** What a sweep goes through, such as `1, 8, 64`. */
  threads: z.string().catch("1, 2"),
  batches: z.string().catch("1, 8, 64"),
  heat: z.enum(["samplesPerSecond", "p50", "p99"]).catch("samplesPerSecond"),
  allModels: z.boolean().catch(false),
  sort: z.object({ column: z.string(), descending: z.boolean() }).nullable().catch(null),
  scroll: z.number().catch(0),
});
export type BenchmarkMemory = z.infer<typeof BenchmarkMemory>;

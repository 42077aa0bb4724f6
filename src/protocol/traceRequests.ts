import * as z from "zod";
import type { RequestShape } from "./contract.ts";
import { SpanDetail, TraceDetail, TraceSummary } from "./traceEntities.ts";

/** What is asked about traces. */
export const traceRequests = {
  /** The traces of a run, newest first. */
  "traces/list": {
    params: z.object({
      runId: z.string(),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(100),
    }),
    result: z.object({
      traces: z.array(TraceSummary),
      /** On all pages together. */
      total: z.number().int(),
    }),
  },
  "traces/get": { params: z.object({ traceId: z.string() }), result: TraceDetail },
  "traces/span": { params: z.object({ traceId: z.string(), spanId: z.string() }), result: SpanDetail },
} as const satisfies Readonly<Record<string, RequestShape>>;

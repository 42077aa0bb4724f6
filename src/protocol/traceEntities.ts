import * as z from "zod";
import { KeyValue } from "./entities.ts";

/** Milliseconds since 1970-01-01 UTC, as MLflow counts time. */
const time = z.number().int();

export const TraceState = z.enum(["STATE_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS"]);
export type TraceState = z.infer<typeof TraceState>;

/** What a program did for one request, without its spans. */
export const TraceSummary = z.object({
  /** MLflow's id. */
  id: z.string(),
  name: z.string().nullable(),
  state: TraceState,
  startTime: time,
  /** Milliseconds; null until it ends. */
  duration: z.number().nullable(),
  /** How many spans are here; null where there are none. */
  spans: z.number().int().nullable(),
  /** The beginning of what was asked, and of the answer. */
  request: z.string().nullable(),
  response: z.string().nullable(),
});
export type TraceSummary = z.infer<typeof TraceSummary>;

/** A step of a trace. Times are milliseconds from the trace's beginning, with fractions. */
export const SpanSummary = z.object({
  id: z.string(),
  /** The span around it; null for the root, and perhaps one that is not here. */
  parentId: z.string().nullable(),
  name: z.string(),
  type: z.string().nullable(),
  status: z.enum(["UNSET", "OK", "ERROR"]),
  start: z.number(),
  /** Null for a span that has not ended. */
  duration: z.number().nullable(),
});
export type SpanSummary = z.infer<typeof SpanSummary>;

export const TraceDetail = z.object({
  trace: TraceSummary,
  tags: z.array(KeyValue),
  /** Feedback and expectations: what was assessed and the value as text. */
  assessments: z.array(z.object({ kind: z.string(), name: z.string(), value: z.string(), rationale: z.string() })),
  /** The root first, then as they began; the first 2,000 at most. */
  spans: z.array(SpanSummary),
  spanCount: z.number().int(),
});
export type TraceDetail = z.infer<typeof TraceDetail>;

/** What one span was given and did, as text for people: JSON on several lines, or text as it is. Long ones are cut off. */
export const SpanDetail = z.object({
  inputs: z.string().nullable(),
  outputs: z.string().nullable(),
  statusMessage: z.string(),
  /** Without those that MLflow keeps for itself. */
  attributes: z.array(KeyValue),
  events: z.array(
    z.object({
      name: z.string(),
      /** Milliseconds from the span's beginning; null where the event has no time. */
      at: z.number().nullable(),
      attributes: z.array(KeyValue),
    }),
  ),
  /** Something was cut off. */
  truncated: z.boolean(),
});
export type SpanDetail = z.infer<typeof SpanDetail>;

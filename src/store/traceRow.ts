import type { PairRow } from "./loggedModelRow.ts";

/** How a trace went, by MLflow's names. */
export const traceStates = ["STATE_UNSPECIFIED", "OK", "ERROR", "IN_PROGRESS"] as const;
export type TraceState = (typeof traceStates)[number];

/** What a trace's row says. Times are milliseconds. */
export interface TraceFields {
  readonly traceId: string;
  readonly state: TraceState;
  readonly requestTime: number;
  readonly duration: number | null;
  readonly clientRequestId: string | null;
  readonly requestPreview: string | null;
  readonly responsePreview: string | null;
}

export interface TraceRow extends TraceFields {
  readonly id: number;
  /** As MLflow writes it. */
  readonly experimentId: string;
}

/** A trace without its spans. */
export interface TraceRecord extends TraceRow {
  readonly tags: readonly PairRow[];
  readonly metadata: readonly PairRow[];
  readonly assessments: readonly AssessmentRow[];
}

export type SpanStatus = "UNSET" | "OK" | "ERROR";

/** A span; its times are nanoseconds since 1970, which need all 64 bits. */
export interface SpanRow {
  readonly spanId: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly type: string | null;
  readonly status: SpanStatus;
  readonly startNs: bigint;
  readonly endNs: bigint | null;
  /** The whole span in JSON. */
  readonly content: string;
}

/** Feedback on a trace, or what was expected of it. */
export interface AssessmentRow {
  readonly assessmentId: string;
  readonly kind: "feedback" | "expectation" | "issue";
  readonly name: string;
  /** JSON; null where there is none. */
  readonly value: string | null;
  readonly valid: number;
  /** The whole assessment in JSON. */
  readonly content: string;
}

/** The columns of {@link TraceRow}, for a query on `trace t JOIN experiment e`. */
export const traceColumns = `t.id, t.trace_id AS traceId, e.experiment_id AS experimentId, t.state,
  t.request_time AS requestTime, t.duration, t.client_request_id AS clientRequestId,
  t.request_preview AS requestPreview, t.response_preview AS responsePreview`;

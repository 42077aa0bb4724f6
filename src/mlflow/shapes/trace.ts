import type { AssessmentRow, TraceRecord, TraceWithSpans } from "../../tracking/traces/traceTypes.ts";
import type { TagInput } from "../../tracking/types.ts";
import { durationText, timestampText } from "../protoTime.ts";

/** MLflow 3's `TraceInfo`. */
export const traceInfoShape = (trace: TraceRecord): object => ({
  trace_id: trace.traceId,
  ...(trace.clientRequestId === null ? {} : { client_request_id: trace.clientRequestId }),
  trace_location: { type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: trace.experimentId } },
  ...(trace.requestPreview === null ? {} : { request_preview: trace.requestPreview }),
  ...(trace.responsePreview === null ? {} : { response_preview: trace.responsePreview }),
  request_time: timestampText(trace.requestTime),
  ...(trace.duration === null ? {} : { execution_duration: durationText(trace.duration) }),
  state: trace.state,
  trace_metadata: asObject(trace.metadata),
  tags: asObject(trace.tags),
  ...(trace.assessments.length === 0 ? {} : { assessments: trace.assessments.map(assessmentShape) }),
});

/** MLflow 2's `TraceInfo`. */
export const oldTraceInfoShape = (trace: TraceRecord): object => ({
  request_id: trace.traceId,
  experiment_id: trace.experimentId,
  timestamp_ms: trace.requestTime,
  execution_time_ms: trace.duration ?? 0,
  status: trace.state === "STATE_UNSPECIFIED" ? "TRACE_STATUS_UNSPECIFIED" : trace.state,
  request_metadata: trace.metadata.map(({ key, value }) => ({ key, value })),
  tags: trace.tags.map(({ key, value }) => ({ key, value })),
});

/** MLflow 3's `Trace` as JSON: its spans are JSON already. */
export const traceText = ({ trace, spans }: TraceWithSpans): string =>
  `{"trace_info":${JSON.stringify(traceInfoShape(trace))},"spans":[${spans.join(",")}]}`;

/** MLflow's `Assessment`, as it was sent, with what was added here. */
export const assessmentShape = ({ content }: AssessmentRow): object => JSON.parse(content);

const asObject = (pairs: readonly TagInput[]): object =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));

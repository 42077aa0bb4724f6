/** Traces: what a program did for one request, as a tree of spans. */
import type { AssessmentRow, SpanRow, TraceRecord, TraceState } from "../../store/traceRow.ts";
import type { Page, TagInput } from "../types.ts";

export type { AssessmentRow, SpanRow, TraceRecord, TraceState };

/** All that a client says about a finished trace but its spans. Times are milliseconds. */
export interface TraceInput {
  readonly traceId: string;
  readonly experimentId: string;
  readonly state: TraceState;
  readonly requestTime: number;
  readonly duration: number | null;
  readonly clientRequestId: string | null;
  readonly requestPreview: string | null;
  readonly responsePreview: string | null;
  readonly tags: readonly TagInput[];
  readonly metadata: readonly TagInput[];
  readonly assessments: readonly AssessmentInput[];
}

/** How MLflow 2's clients begin a trace; its id is made here. */
export interface TraceStart {
  readonly experimentId: string;
  readonly requestTime: number;
  readonly tags: readonly TagInput[];
  readonly metadata: readonly TagInput[];
}

export interface TraceEnd {
  readonly endTime: number;
  readonly state: TraceState;
  readonly tags: readonly TagInput[];
  readonly metadata: readonly TagInput[];
}

/** A span, and what it tells of its trace. */
export interface SpanInput {
  readonly traceId: string;
  readonly span: SpanRow;
  /** What the span was given and what it returned, in JSON. */
  readonly inputs: string | null;
  readonly outputs: string | null;
  /** For its trace: who asked, in which session, and tags. */
  readonly user: string | null;
  readonly session: string | null;
  readonly tags: readonly TagInput[];
}

/** An assessment's id is made here when it has none. */
export interface AssessmentInput {
  readonly assessmentId: string | null;
  readonly kind: AssessmentRow["kind"];
  readonly name: string;
  /** JSON. */
  readonly value: string | null;
  readonly valid: boolean;
  /** The id of the assessment that this one takes the place of. */
  readonly overrides: string | null;
  /** The whole of it as it was sent. */
  readonly content: Readonly<Record<string, unknown>>;
}

export interface TraceSearch {
  readonly experimentIds: readonly string[];
  /** MLflow's trace search language. */
  readonly filter: string;
  readonly orderBy: readonly string[];
  readonly maxResults: number;
  readonly pageToken?: string;
}

export interface TraceDeletion {
  readonly experimentId: string;
  /** Those that began up to this time. */
  readonly until?: number;
  /** The oldest so many. */
  readonly atMost?: number;
  readonly traceIds?: readonly string[];
}

/** A trace with its spans, each in JSON; the root first, then as they began. */
export interface TraceWithSpans {
  readonly trace: TraceRecord;
  readonly spans: readonly string[];
}

/** Writes resolve once they are committed. */
export interface Traces {
  /** Records all about a trace, whether or not its spans came before. */
  record(input: TraceInput): Promise<TraceRecord>;
  start(input: TraceStart): Promise<TraceRecord>;
  end(traceId: string, end: TraceEnd): Promise<TraceRecord>;
  /** Spans of any traces; a trace that is not known yet is made in the experiment. */
  logSpans(experimentId: string, spans: readonly SpanInput[]): Promise<void>;
  /** Takes over the spans that a client keeps as an artifact of its trace, unless there are some. */
  adoptSpans(traceId: string, spans: readonly SpanInput[]): Promise<void>;
  get(traceId: string): TraceRecord;
  search(query: TraceSearch): Promise<Page<TraceRecord>>;
  /** Those of them that are known. */
  getSeveral(traceIds: readonly string[]): readonly TraceRecord[];
  /** Of these traces those whose spans are here, and all of them. */
  loadSpans(traces: readonly TraceRecord[]): Promise<readonly TraceWithSpans[]>;
  /** Waits a little for spans that are still on their way. */
  withAllSpans(traceId: string): Promise<TraceWithSpans>;
  /** With what has come of its spans by now. */
  withSpansSoFar(traceId: string): Promise<TraceWithSpans>;
  setTag(traceId: string, tag: TagInput): Promise<void>;
  deleteTag(traceId: string, key: string): Promise<void>;
  linkToRun(traceIds: readonly string[], runId: string): Promise<void>;
  /** Deletes traces with all that belongs to them, and tells how many. */
  delete(selection: TraceDeletion): Promise<number>;
  addAssessment(traceId: string, input: AssessmentInput): Promise<AssessmentRow>;
  getAssessment(traceId: string, assessmentId: string): AssessmentRow;
  /** Changes the fields of `content` that are named; the others stay. */
  changeAssessment(traceId: string, assessmentId: string, change: AssessmentChange): Promise<AssessmentRow>;
  deleteAssessment(traceId: string, assessmentId: string): Promise<void>;
}

export interface AssessmentChange {
  /** A change of this kind is refused on assessments of another. */
  readonly kind?: AssessmentRow["kind"];
  readonly name?: string;
  readonly value?: string | null;
  readonly content: Readonly<Record<string, unknown>>;
}

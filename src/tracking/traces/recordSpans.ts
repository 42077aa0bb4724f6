import type { Tables } from "../../store/tables.ts";
import type { TraceState } from "../../store/traceRow.ts";
import { findExperiment } from "../lookup.ts";
import { experimentArtifacts, findTrace, setSpanTags, type TraceDependencies } from "./traceAccess.ts";
import { spansAreHere, traceKeys } from "./traceKeys.ts";
import type { SpanInput, Traces } from "./traceTypes.ts";

/** Longer inputs and outputs are cut off in a trace's preview, as MLflow does. */
const previewLength = 1000;

/** Records spans, and of their traces what they tell. */
export function recordSpans(
  { store }: TraceDependencies,
  write: (work: (tables: Tables) => readonly number[]) => Promise<void>,
): Pick<Traces, "logSpans" | "adoptSpans"> {
  return {
    async logSpans(experimentId, spans) {
      if (spans.length === 0) {
        findExperiment(store.tables, experimentId);
        return;
      }
      const byTrace = Map.groupBy(spans, ({ traceId }) => traceId);
      await write((tables) =>
        [...byTrace].map(([traceId, own]) => recordTraceSpans(tables, experimentId, traceId, own)),
      );
    },
    adoptSpans: (traceId, spans) =>
      write((tables) => {
        const { id } = findTrace(tables, traceId);
        if (tables.traces.spans.count(id) > 0) return [];
        for (const { span } of spans) tables.traces.spans.put(id, span);
        return [id];
      }),
  };
}

function recordTraceSpans(tables: Tables, experimentId: string, traceId: string, spans: readonly SpanInput[]): number {
  const { traces } = tables;
  const known = traces.get(traceId);
  const told = toldBy(spans);
  const finalized = known !== undefined && traces.metadatum.get(known.id, traceKeys.finalized) === "true";
  // What the client said of the whole trace holds; else its spans say when it began and ended.
  const requestTime = Math.min(known?.requestTime ?? Number.POSITIVE_INFINITY, told.began);
  const ended = known?.duration == null ? told.ended : Math.max(known.requestTime + known.duration, told.ended ?? 0);
  const fields = {
    traceId,
    experiment: findExperiment(tables, known?.experimentId ?? experimentId).id,
    state: stateOf(known?.state, told.state),
    requestTime: finalized ? known.requestTime : requestTime,
    duration: finalized ? known.duration : ended === null ? null : ended - requestTime,
    clientRequestId: known?.clientRequestId ?? null,
    requestPreview: known?.requestPreview ?? preview(told.root?.inputs),
    responsePreview: known?.responsePreview ?? preview(told.root?.outputs),
  };
  if (known !== undefined) traces.update(fields);
  const id = known?.id ?? traces.insert(fields);
  if (known === undefined) {
    const value = `${experimentArtifacts(tables, experimentId)}/traces/${traceId}/artifacts`;
    traces.tag.set(id, { key: traceKeys.artifactLocation, value });
  }
  for (const { span, tags } of spans) {
    traces.spans.put(id, span);
    setSpanTags(tables, id, tags);
  }
  traces.tag.set(id, { key: traceKeys.spansLocation, value: spansAreHere });
  addIfMissing(tables, id, traceKeys.session, told.session);
  addIfMissing(tables, id, traceKeys.user, told.user);
  return id;
}

function toldBy(spans: readonly SpanInput[]) {
  const root = spans.find(({ span }) => span.parentId === null);
  const ends = spans.map(({ span }) => span.endNs).filter((end) => end !== null);
  return {
    root,
    began: spans.map(({ span }) => milliseconds(span.startNs)).reduce((a, b) => Math.min(a, b)),
    ended: ends.length === 0 ? null : ends.map(milliseconds).reduce((a, b) => Math.max(a, b)),
    state: root === undefined ? undefined : root.span.status === "ERROR" ? ("ERROR" as const) : ("OK" as const),
    session: spans.find(({ session }) => session !== null)?.session ?? null,
    user: spans.find(({ user }) => user !== null)?.user ?? null,
  };
}

const milliseconds = (nanoseconds: bigint): number => Number(nanoseconds / 1_000_000n);

/** How the root span went is how the trace did, unless the client has said it. */
function stateOf(known: TraceState | undefined, told: TraceState | undefined): TraceState {
  if (known === undefined) return told ?? "IN_PROGRESS";
  return known === "IN_PROGRESS" || known === "STATE_UNSPECIFIED" ? (told ?? known) : known;
}

const preview = (text: string | null | undefined): string | null => {
  if (text == null) return null;
  return text.length <= previewLength ? text : `${text.slice(0, previewLength - 3)}...`;
};

function addIfMissing({ traces }: Tables, id: number, key: string, value: string | null): void {
  if (value !== null && traces.metadatum.get(id, key) === undefined) traces.metadatum.set(id, { key, value });
}

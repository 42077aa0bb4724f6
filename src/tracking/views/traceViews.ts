import { notFound } from "../../protocol/errors.ts";
import type { TraceDetail, TraceSummary } from "../../protocol/traceEntities.ts";
import type { ListedTrace } from "../../store/traceReads.ts";
import type { AssessmentRow, TraceRow } from "../../store/traceRow.ts";
import { findTrace } from "../traces/traceAccess.ts";
import { traceKeys } from "../traces/traceKeys.ts";
import { spanDetail } from "./spanDetail.ts";
import type { ViewDependencies, Views } from "./views.ts";

type TraceViews = Pick<Views, keyof Views & `traces/${string}`>;

/** More would be slow to draw, and nobody reads them. */
const mostSpans = 2000;

/** What the editor asks about traces. */
export function traceViews({ store, reads }: ViewDependencies): TraceViews {
  const { traces } = store.tables;
  return {
    "traces/list": async (query) => {
      const { traces: found, total } = await reads.read("listTraces", query);
      return { traces: found.map(listedSummary), total };
    },
    "traces/get": async ({ traceId }) => {
      const { spans, total } = await reads.read("viewSpans", { traceId, limit: mostSpans });
      const row = traces.complete(findTrace(store.tables, traceId));
      const name = row.tags.find(({ key }) => key === traceKeys.name)?.value ?? spans[0]?.name ?? null;
      return {
        trace: summary(row, { name, spans: total === 0 ? null : total }),
        tags: row.tags.map(({ key, value }) => ({ key, value })),
        assessments: row.assessments.filter(({ valid }) => valid !== 0).map(assessed),
        spans: spans.map(({ spanId, ...span }) => ({ id: spanId, ...span })),
        spanCount: total,
      };
    },
    "traces/span": ({ traceId, spanId }) => {
      const content = traces.spans.content(findTrace(store.tables, traceId).id, spanId);
      if (content === undefined) throw notFound(`The trace ${traceId} has no span ${spanId}.`, { traceId, spanId });
      return spanDetail(content);
    },
  };
}

const listedSummary = ({ name, spans, ...row }: ListedTrace): TraceSummary => summary(row, { name, spans });

const summary = (
  row: Omit<ListedTrace, "name" | "spans"> | TraceRow,
  { name, spans }: Pick<TraceSummary, "name" | "spans">,
): TraceSummary => ({
  id: row.traceId,
  name,
  state: row.state,
  startTime: row.requestTime,
  duration: row.duration,
  spans,
  request: row.requestPreview,
  response: row.responsePreview,
});

function assessed({ kind, name, value, content }: AssessmentRow): TraceDetail["assessments"][number] {
  const { rationale } = JSON.parse(content);
  const plain: unknown = value === null ? "" : JSON.parse(value);
  return {
    kind,
    name,
    value: typeof plain === "string" ? plain : JSON.stringify(plain),
    rationale: typeof rationale === "string" ? rationale : "",
  };
}

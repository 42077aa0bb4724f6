import { z } from "zod";
import type { TraceInput, Traces } from "../../tracking/traces/traceTypes.ts";
import type { TagInput } from "../../tracking/types.ts";
import { int64, named, queryList, requiredText, text } from "../fields.ts";
import { duration, timestamp } from "../protoTime.ts";
import { missing } from "../requestErrors.ts";
import { done, type Route, route } from "../route.ts";
import { pageShape } from "../shapes/page.ts";
import { traceInfoShape, traceText } from "../shapes/trace.ts";
import { assessment, toAssessment } from "./assessmentRoutes.ts";

const state = named({ STATE_UNSPECIFIED: 0, OK: 1, ERROR: 2, IN_PROGRESS: 3 });
const texts = z.record(z.string(), z.string()).default({});
const inExperiment = z.object({ mlflow_experiment: z.object({ experiment_id: requiredText }) });

const traceInfo = z.object({
  trace_id: requiredText,
  client_request_id: text,
  trace_location: inExperiment,
  request_preview: text,
  response_preview: text,
  request_time: timestamp,
  execution_duration: duration.optional(),
  state: state.default("STATE_UNSPECIFIED"),
  trace_metadata: texts,
  tags: texts,
  assessments: z.array(assessment).default([]),
});

const toTrace = (sent: z.output<typeof traceInfo>): TraceInput => ({
  traceId: sent.trace_id,
  experimentId: sent.trace_location.mlflow_experiment.experiment_id,
  state: sent.state,
  requestTime: sent.request_time,
  duration: sent.execution_duration ?? null,
  clientRequestId: sent.client_request_id ?? null,
  requestPreview: sent.request_preview ?? null,
  responsePreview: sent.response_preview ?? null,
  tags: pairsOf(sent.tags),
  metadata: pairsOf(sent.trace_metadata),
  assessments: sent.assessments.map(toAssessment),
});

const pairsOf = (fields: Readonly<Record<string, string>>): readonly TagInput[] =>
  Object.entries(fields).map(([key, value]) => ({ key, value }));

const oneTrace = z.object({ trace_id: requiredText });
/** A query of the client's says `True`. */
const flag = z.union([z.boolean(), z.string().transform((value) => value.toLowerCase() === "true")]).default(false);

/** Traces as MLflow 3's clients know them; the spans come by another way. */
export function traceRoutes(traces: Traces): readonly Route[] {
  return [
    route("POST", "/traces", z.object({ trace: z.object({ trace_info: traceInfo }) }), async ({ trace }) => ({
      trace: { trace_info: traceInfoShape(await traces.record(toTrace(trace.trace_info))) },
    })),
    route("GET", "/traces/get", oneTrace.extend({ allow_partial: flag }), async ({ trace_id, allow_partial }) => {
      const found = await (allow_partial ? traces.withSpansSoFar(trace_id) : traces.withAllSpans(trace_id));
      return `{"trace":${traceText(found)}}`;
    }),
    route(
      "GET",
      "/traces/batchGet",
      z.object({ trace_ids: queryList(z.string()), experiment_ids: queryList(z.string()) }),
      async (request) => {
        if (request.trace_ids.length === 0) throw missing("trace_ids");
        const known = traces.getSeveral(request.trace_ids).filter(inExperiments(request.experiment_ids));
        const found = await traces.loadSpans(known);
        return `{"traces":[${found.map(traceText).join(",")}]}`;
      },
    ),
    route(
      "POST",
      "/traces/batchGetInfos",
      z.object({ trace_ids: z.array(z.string()).default([]), experiment_ids: z.array(z.string()).default([]) }),
      (request) => ({
        trace_infos: traces
          .getSeveral(request.trace_ids)
          .filter(inExperiments(request.experiment_ids))
          .map(traceInfoShape),
      }),
    ),
    route("GET", "/traces/:trace_id", oneTrace, ({ trace_id }) => ({
      trace: { trace_info: traceInfoShape(traces.get(trace_id)) },
    })),
    route(
      "POST",
      "/traces/search",
      z.object({
        locations: z.array(z.union([inExperiment, z.object({})])).min(1),
        filter: text.default(""),
        max_results: int64.default(100),
        order_by: z.array(z.string()).default([]),
        page_token: text,
      }),
      async (query) => {
        const page = await traces.search({
          experimentIds: query.locations.flatMap((each) =>
            "mlflow_experiment" in each ? [each.mlflow_experiment.experiment_id] : [],
          ),
          filter: query.filter,
          orderBy: query.order_by,
          maxResults: query.max_results,
          ...(query.page_token ? { pageToken: query.page_token } : {}),
        });
        return pageShape("traces", page, traceInfoShape);
      },
    ),
  ];
}

/** All when none is named. */
const inExperiments =
  (ids: readonly string[]) =>
  ({ experimentId }: { readonly experimentId: string }): boolean =>
    ids.length === 0 || ids.includes(experimentId);

/** What both versions of the API have. */
export function sharedTraceRoutes(traces: Traces): readonly Route[] {
  return [
    route(
      "PATCH",
      "/traces/:trace_id/tags",
      oneTrace.extend({ key: requiredText, value: z.string().default("") }),
      ({ trace_id, key, value }) => done(traces.setTag(trace_id, { key, value })),
    ),
    route("DELETE", "/traces/:trace_id/tags", oneTrace.extend({ key: requiredText }), ({ trace_id, key }) =>
      done(traces.deleteTag(trace_id, key)),
    ),
    route(
      "POST",
      "/traces/link-to-run",
      z.object({ trace_ids: z.array(z.string()).default([]), run_id: requiredText }),
      ({ trace_ids, run_id }) => done(traces.linkToRun(trace_ids, run_id)),
    ),
    route(
      "POST",
      "/traces/delete-traces",
      z.object({
        experiment_id: requiredText,
        max_timestamp_millis: int64.optional(),
        max_traces: int64.optional(),
        request_ids: z.array(z.string()).default([]),
      }),
      async (request) => ({
        traces_deleted: await traces.delete({
          experimentId: request.experiment_id,
          ...(request.max_timestamp_millis === undefined ? {} : { until: request.max_timestamp_millis }),
          ...(request.max_traces === undefined ? {} : { atMost: request.max_traces }),
          ...(request.request_ids.length === 0 ? {} : { traceIds: request.request_ids }),
        }),
      }),
    ),
  ];
}

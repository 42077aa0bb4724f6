import { z } from "zod";
import type { Traces } from "../../tracking/traces/traceTypes.ts";
import { int64, keyValue, named, queryList, requiredText, text } from "../fields.ts";
import { missing } from "../requestErrors.ts";
import { type Route, route } from "../route.ts";
import { pageShape } from "../shapes/page.ts";
import { oldTraceInfoShape } from "../shapes/trace.ts";

const status = named({ TRACE_STATUS_UNSPECIFIED: 0, OK: 1, ERROR: 2, IN_PROGRESS: 3 });
const pairs = z.array(keyValue).default([]);

/** Traces as MLflow 2's clients know them: begun, ended, and their spans uploaded as an artifact. */
export function oldTraceRoutes(traces: Traces): readonly Route[] {
  return [
    route(
      "POST",
      "/traces",
      z.object({ experiment_id: requiredText, timestamp_ms: int64, request_metadata: pairs, tags: pairs }),
      async ({ experiment_id, timestamp_ms, request_metadata, tags }) => ({
        trace_info: oldTraceInfoShape(
          await traces.start({
            experimentId: experiment_id,
            requestTime: timestamp_ms,
            metadata: request_metadata,
            tags,
          }),
        ),
      }),
    ),
    route(
      "PATCH",
      "/traces/:request_id",
      z.object({
        request_id: requiredText,
        timestamp_ms: int64,
        status: status.default("TRACE_STATUS_UNSPECIFIED"),
        request_metadata: pairs,
        tags: pairs,
      }),
      async ({ request_id, timestamp_ms, status, request_metadata, tags }) => ({
        trace_info: oldTraceInfoShape(
          await traces.end(request_id, {
            endTime: timestamp_ms,
            state: status === "TRACE_STATUS_UNSPECIFIED" ? "STATE_UNSPECIFIED" : status,
            metadata: request_metadata,
            tags,
          }),
        ),
      }),
    ),
    route("GET", "/traces/:request_id/info", z.object({ request_id: requiredText }), ({ request_id }) => ({
      trace_info: oldTraceInfoShape(traces.get(request_id)),
    })),
    route(
      "GET",
      "/traces",
      z.object({
        experiment_ids: queryList(z.string()),
        filter: text.default(""),
        max_results: int64.default(100),
        order_by: queryList(z.string()),
        page_token: text,
      }),
      async (query) => {
        if (query.experiment_ids.length === 0) throw missing("experiment_ids");
        const page = await traces.search({
          experimentIds: query.experiment_ids,
          filter: query.filter,
          orderBy: query.order_by,
          maxResults: query.max_results,
          ...(query.page_token ? { pageToken: query.page_token } : {}),
        });
        return pageShape("traces", page, oldTraceInfoShape);
      },
    ),
  ];
}

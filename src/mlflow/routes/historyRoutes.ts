import { z } from "zod";
import { invalidParameter } from "../../protocol/errors.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import type { RunMetric } from "../../tracking/types.ts";
import { int64, queryList, requiredText, runId, text } from "../fields.ts";
import { seeDocs } from "../requestErrors.ts";
import { type Route, route } from "../route.ts";
import { pageJson } from "../shapes/page.ts";
import { metricShape } from "../shapes/run.ts";
import { requestedRun } from "./runRoutes.ts";

const mostRuns = 100;
/** Of one metric; who asks for more gets a token for the rest. */
const mostOnAPage = 50_000;
/** Of a bulk history, all runs together. */
const mostPoints = 25_000;
/** Of a sample, for each run. */
const mostSampled = 2500;

/** The logged points of metrics: of one run page by page, of several at once, and as many as a chart needs. */
export function historyRoutes({ recording }: Tracking): readonly Route[] {
  return [
    route(
      "GET",
      "/metrics/get-history",
      z.object({ ...runId, metric_key: requiredText, max_results: int64.optional(), page_token: text }),
      async (request) => {
        const { metrics, nextPageToken } = await recording.historyJson(requestedRun(request), request.metric_key, {
          ...(request.max_results === undefined ? {} : { maxResults: Math.min(request.max_results, mostOnAPage) }),
          ...(request.page_token ? { pageToken: request.page_token } : {}),
        });
        return pageJson("metrics", metrics, nextPageToken);
      },
    ),
    route(
      "GET",
      "/metrics/get-history-bulk",
      z.object({ run_id: queryList(z.string()), metric_key: text, max_results: int64.default(mostPoints) }),
      async ({ run_id: runIds, metric_key: key, max_results: maxResults }) => {
        if (runIds.length === 0) throw wrongBulk("must specify at least one run_id.");
        if (runIds.length > mostRuns) {
          throw wrongBulk(`cannot specify more than ${mostRuns} run_ids. Received ${runIds.length} run_ids.`);
        }
        if (key === undefined) throw wrongBulk("must specify a metric_key.");
        if (maxResults < 0) throw invalidParameter(`max_results must be at least 0. Found max_results=${maxResults}.`);
        return metricsOf(await recording.histories({ runIds, key, maxResults: Math.min(maxResults, mostPoints) }));
      },
    ),
    route(
      "GET",
      "/metrics/get-history-bulk-interval",
      z.object({
        run_ids: z.preprocess((sent) => (typeof sent === "string" ? [sent] : sent), z.array(z.string())),
        metric_key: requiredText,
        start_step: int64.optional(),
        end_step: int64.optional(),
        max_results: int64.default(mostSampled),
      }),
      async ({ run_ids: runIds, metric_key: key, start_step, end_step, max_results: maxResults }) => {
        if (runIds.length > mostRuns) {
          throw invalidParameter(
            `GetMetricHistoryBulkInterval request must specify at most ${mostRuns} run_ids. ` +
              `Received ${runIds.length} run_ids.`,
          );
        }
        if (maxResults < 1 || maxResults > mostSampled) {
          throw invalidParameter(`max_results must be between 1 and ${mostSampled}. ${seeDocs}`);
        }
        const range = stepRange(start_step, end_step);
        return metricsOf(
          await recording.sample({ runIds, key, maxResults, ...(range === undefined ? {} : { range }) }),
        );
      },
    ),
  ];
}

const wrongBulk = (what: string) => invalidParameter(`GetMetricHistoryBulk request ${what}`);

/** Both ends or neither. */
function stepRange(from: number | undefined, to: number | undefined) {
  if (from === undefined && to === undefined) return undefined;
  if (from === undefined || to === undefined) {
    throw invalidParameter("If either start step or end step are specified, both must be specified.");
  }
  if (from > to) {
    throw invalidParameter(`end_step must be greater than start_step. Found start_step=${from} and end_step=${to}.`);
  }
  return { from, to };
}

const metricsOf = (metrics: readonly RunMetric[]): object => ({
  metrics: metrics.map((metric) => ({ ...metricShape(metric), run_id: metric.runId })),
});

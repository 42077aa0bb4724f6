import { z } from "zod";
import type { Tracking } from "../../tracking/tracking.ts";
import type { DatasetLink, MetricInput } from "../../tracking/types.ts";
import { double, int64, keyValue, requiredText, runId, text } from "../fields.ts";
import { done, type Route, route } from "../route.ts";
import { pageShape } from "../shapes/page.ts";
import { metricShape } from "../shapes/run.ts";
import { requestedRun } from "./runRoutes.ts";

const metric = z.object({ key: requiredText, value: double, timestamp: int64, step: int64.default(0) });

const toMetric = ({ key, value, timestamp, step }: z.output<typeof metric>): MetricInput => ({
  key,
  value,
  time: timestamp,
  step,
});

const datasetInput = z.object({
  tags: z.array(keyValue).default([]),
  dataset: z.object({
    name: requiredText,
    digest: requiredText,
    source_type: z.string().default(""),
    source: z.string().default(""),
    schema: text,
    profile: text,
  }),
});

const toLink = ({ tags, dataset }: z.output<typeof datasetInput>): DatasetLink => ({
  name: dataset.name,
  digest: dataset.digest,
  sourceType: dataset.source_type,
  source: dataset.source,
  ...(dataset.schema === undefined ? {} : { schema: dataset.schema }),
  ...(dataset.profile === undefined ? {} : { profile: dataset.profile }),
  tags,
});

/** What a run says while it goes on: metrics, parameters, tags and the data it used. */
export function recordingRoutes({ recording }: Tracking): readonly Route[] {
  return [
    route("POST", "/runs/log-metric", z.object({ ...runId, ...metric.shape }), (request) =>
      done(recording.logMetric(requestedRun(request), toMetric(request))),
    ),
    route("POST", "/runs/log-parameter", z.object({ ...runId, ...keyValue.shape }), (request) =>
      done(recording.logParam(requestedRun(request), { key: request.key, value: request.value })),
    ),
    route(
      "POST",
      "/runs/log-batch",
      z.object({
        ...runId,
        metrics: z.array(metric).default([]),
        params: z.array(keyValue).default([]),
        tags: z.array(keyValue).default([]),
      }),
      (request) =>
        done(
          recording.logBatch(requestedRun(request), {
            metrics: request.metrics.map(toMetric),
            params: request.params,
            tags: request.tags,
          }),
        ),
    ),
    route("POST", "/runs/set-tag", z.object({ ...runId, ...keyValue.shape }), (request) =>
      done(recording.setTag(requestedRun(request), { key: request.key, value: request.value })),
    ),
    route("POST", "/runs/delete-tag", z.object({ ...runId, key: requiredText }), (request) =>
      done(recording.deleteTag(requestedRun(request), request.key)),
    ),
    route("POST", "/runs/log-inputs", z.object({ ...runId, datasets: z.array(datasetInput).default([]) }), (request) =>
      done(recording.logInputs(requestedRun(request), request.datasets.map(toLink))),
    ),
    route(
      "GET",
      "/metrics/get-history",
      z.object({ ...runId, metric_key: requiredText, max_results: int64.optional(), page_token: text }),
      async (request) => {
        const page = await recording.history(requestedRun(request), request.metric_key, {
          ...(request.max_results === undefined ? {} : { maxResults: request.max_results }),
          ...(request.page_token ? { pageToken: request.page_token } : {}),
        });
        return pageShape("metrics", page, metricShape);
      },
    ),
  ];
}

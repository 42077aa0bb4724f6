import { z } from "zod";
import type { ModelMetric } from "../../tracking/loggedModelTypes.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import type { DatasetLink, MetricInput } from "../../tracking/types.ts";
import { double, int64, keyValue, requiredText, runId, text } from "../fields.ts";
import { done, type Route, route } from "../route.ts";
import { requestedRun } from "./runRoutes.ts";

const metric = z.object({
  key: requiredText,
  value: double,
  timestamp: int64,
  step: int64.default(0),
  model_id: text,
  dataset_name: text,
  dataset_digest: text,
});

const toMetric = ({ key, value, timestamp, step }: z.output<typeof metric>): MetricInput => ({
  key,
  value,
  time: timestamp,
  step,
});

/** Those of a run's metrics that are a logged model's too. */
const modelMetrics = (run: string, metrics: readonly z.output<typeof metric>[]): readonly ModelMetric[] =>
  metrics.flatMap((sent) =>
    sent.model_id
      ? {
          ...toMetric(sent),
          modelId: sent.model_id,
          runId: run,
          ...(sent.dataset_name ? { dataset: { name: sent.dataset_name, digest: sent.dataset_digest ?? "" } } : {}),
        }
      : [],
  );

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
export function recordingRoutes({ recording, models }: Tracking): readonly Route[] {
  return [
    route("POST", "/runs/log-metric", z.object({ ...runId, ...metric.shape }), async (request) => {
      const run = requestedRun(request);
      await models.logMetrics(modelMetrics(run, [request]));
      return done(recording.logMetric(run, toMetric(request)));
    }),
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
      async (request) => {
        const run = requestedRun(request);
        await models.logMetrics(modelMetrics(run, request.metrics));
        const { params, tags } = request;
        return done(recording.logBatch(run, { metrics: request.metrics.map(toMetric), params, tags }));
      },
    ),
    route("POST", "/runs/set-tag", z.object({ ...runId, ...keyValue.shape }), (request) =>
      done(recording.setTag(requestedRun(request), { key: request.key, value: request.value })),
    ),
    route("POST", "/runs/delete-tag", z.object({ ...runId, key: requiredText }), (request) =>
      done(recording.deleteTag(requestedRun(request), request.key)),
    ),
    route(
      "POST",
      "/runs/log-inputs",
      z.object({
        ...runId,
        datasets: z.array(datasetInput).default([]),
        models: z.array(z.object({ model_id: requiredText })).default([]),
      }),
      async (request) => {
        const run = requestedRun(request);
        await models.link(run, { inputs: request.models.map(({ model_id }) => model_id), outputs: [] });
        return done(recording.logInputs(run, request.datasets.map(toLink)));
      },
    ),
  ];
}

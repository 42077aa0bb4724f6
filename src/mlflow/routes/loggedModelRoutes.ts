import { z } from "zod";
import type { LoggedModelStatus } from "../../tracking/loggedModelTypes.ts";
import type { Tracking } from "../../tracking/tracking.ts";
import { artifactPath, rootedPath } from "../artifactPath.ts";
import { int64, keyValue, named, requiredText, runId, text } from "../fields.ts";
import { done, type Route, route } from "../route.ts";
import { entriesShape } from "../shapes/artifacts.ts";
import { loggedModelShape } from "../shapes/loggedModel.ts";
import { pageShape } from "../shapes/page.ts";
import { requestedRun } from "./runRoutes.ts";

const status = named({ LOGGED_MODEL_PENDING: 1, LOGGED_MODEL_READY: 2, LOGGED_MODEL_UPLOAD_FAILED: 3 });

const statuses: Readonly<Record<z.output<typeof status>, LoggedModelStatus>> = {
  LOGGED_MODEL_PENDING: "PENDING",
  LOGGED_MODEL_READY: "READY",
  LOGGED_MODEL_UPLOAD_FAILED: "UPLOAD_FAILED",
};

const oneModel = z.object({ model_id: requiredText });
const pairs = z.array(keyValue).default([]);

const search = z.object({
  experiment_ids: z.array(z.string()).min(1),
  filter: text.default(""),
  datasets: z.array(z.object({ dataset_name: requiredText, dataset_digest: text })).default([]),
  order_by: z.array(z.object({ field_name: requiredText, ascending: z.boolean().default(true) })).default([]),
  max_results: int64.default(50),
  page_token: text,
});

/** MLflow 3's logged models: `log_model` and autologging save into them. */
export function loggedModelRoutes({ models, artifacts }: Tracking): readonly Route[] {
  return [
    route(
      "POST",
      "/logged-models",
      z.object({
        experiment_id: requiredText,
        name: text,
        model_type: z.string().default(""),
        source_run_id: z.string().default(""),
        params: pairs,
        tags: pairs,
      }),
      async ({ experiment_id, name, model_type, source_run_id, params, tags }) => ({
        model: loggedModelShape(
          await models.create({
            experimentId: experiment_id,
            modelType: model_type,
            sourceRunId: source_run_id,
            params,
            tags,
            ...(name ? { name } : {}),
          }),
        ),
      }),
    ),
    route(
      "GET",
      "/logged-models/:model_id",
      oneModel.extend({ allow_deleted: text }),
      ({ model_id, allow_deleted }) => ({
        model: loggedModelShape(models.get(model_id, { deletedToo: allow_deleted?.toLowerCase() === "true" })),
      }),
    ),
    route("PATCH", "/logged-models/:model_id", oneModel.extend({ status }), async (request) => ({
      model: loggedModelShape(await models.finish(request.model_id, statuses[request.status])),
    })),
    route("DELETE", "/logged-models/:model_id", oneModel, ({ model_id }) => done(models.delete(model_id))),
    route("PATCH", "/logged-models/:model_id/tags", oneModel.extend({ tags: pairs }), ({ model_id, tags }) =>
      done(models.setTags(model_id, tags)),
    ),
    route("DELETE", "/logged-models/:model_id/tags/:key", oneModel.extend({ key: requiredText }), (request) =>
      done(models.deleteTag(request.model_id, request.key)),
    ),
    route("POST", "/logged-models/:model_id/params", oneModel.extend({ params: pairs }), ({ model_id, params }) =>
      done(models.logParams(model_id, params)),
    ),
    route("POST", "/logged-models/search", search, (query) => {
      const page = models.search({
        experimentIds: query.experiment_ids,
        filter: query.filter,
        datasets: query.datasets.map(({ dataset_name, dataset_digest }) => ({
          name: dataset_name,
          ...(dataset_digest ? { digest: dataset_digest } : {}),
        })),
        orderBy: query.order_by.map(({ field_name, ascending }) => ({ field: field_name, ascending })),
        maxResults: query.max_results,
        ...(query.page_token ? { pageToken: query.page_token } : {}),
      });
      return pageShape("models", page, loggedModelShape);
    }),
    route(
      "GET",
      "/logged-models/:model_id/artifacts/directories",
      oneModel.extend({ artifact_directory_path: z.string().default("") }),
      async ({ model_id, artifact_directory_path }) => {
        const { artifactUri } = models.get(model_id);
        const path = artifactPath(artifact_directory_path);
        const root = rootedPath(artifactUri);
        if (root === undefined) return { root_uri: artifactUri, files: [] };
        const entries = await artifacts.list(path === "" ? root : `${root}/${path}`);
        return { root_uri: artifactUri, files: entriesShape(entries, path) };
      },
    ),
    route(
      "POST",
      "/runs/outputs",
      z.object({ ...runId, models: z.array(z.object({ model_id: requiredText, step: int64.default(0) })) }),
      (request) =>
        done(
          models.link(requestedRun(request), {
            inputs: [],
            outputs: request.models.map(({ model_id, step }) => ({ modelId: model_id, step })),
          }),
        ),
    ),
  ];
}

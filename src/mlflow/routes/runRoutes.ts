import { z } from "zod";
import type { Tracking } from "../../tracking/tracking.ts";
import type { RunChange, RunRecord } from "../../tracking/types.ts";
import { int64, keyValue, named, requiredText, runId, text, viewType } from "../fields.ts";
import { modelHistoryTag, modelHistoryWith } from "../modelHistory.ts";
import { missing } from "../requestErrors.ts";
import { done, type Route, route } from "../route.ts";
import { pageJson } from "../shapes/page.ts";
import { runInfoShape, runJson, runShape } from "../shapes/run.ts";

const runStatus = named({ RUNNING: 1, SCHEDULED: 2, FINISHED: 3, FAILED: 4, KILLED: 5 });

/** The run that a request means, by either of the two names its id goes by. */
export function requestedRun(request: {
  readonly run_id?: string | undefined;
  readonly run_uuid?: string | undefined;
}) {
  const id = request.run_id || request.run_uuid;
  if (!id) throw missing("run_id");
  return id;
}

/** Runs: starting, finding, ending, deleting them. */
export function runRoutes({ runs, models, recording }: Tracking): readonly Route[] {
  const oneRun = z.object(runId);
  const shape = (run: RunRecord) => runShape(run, models.linksOf(run.id));
  return [
    route(
      "POST",
      "/runs/create",
      z.object({
        experiment_id: requiredText,
        user_id: text,
        run_name: text,
        start_time: int64.optional(),
        tags: z.array(keyValue).default([]),
      }),
      async ({ experiment_id, user_id, run_name, start_time, tags }) => ({
        run: shape(
          await runs.create({
            experimentId: experiment_id,
            tags,
            ...(user_id ? { user: user_id } : {}),
            ...(run_name ? { name: run_name } : {}),
            ...(start_time === undefined ? {} : { startTime: start_time }),
          }),
        ),
      }),
    ),
    route("GET", "/runs/get", oneRun, (request) => ({ run: shape(runs.get(requestedRun(request))) })),
    route(
      "POST",
      "/runs/update",
      z.object({ ...runId, status: runStatus.optional(), end_time: int64.optional(), run_name: text }),
      async (request) => {
        const change: RunChange = {
          ...(request.status === undefined ? {} : { status: request.status }),
          ...(request.end_time === undefined ? {} : { endTime: request.end_time }),
          ...(request.run_name ? { name: request.run_name } : {}),
        };
        return { run_info: runInfoShape(await runs.update(requestedRun(request), change)) };
      },
    ),
    route("POST", "/runs/log-model", z.object({ ...runId, model_json: requiredText }), (request) => {
      const run = runs.get(requestedRun(request));
      const previous = run.tags.find(({ key }) => key === modelHistoryTag)?.value;
      return done(
        recording.setTag(run.id, { key: modelHistoryTag, value: modelHistoryWith(previous, request.model_json) }),
      );
    }),
    route("POST", "/runs/delete", oneRun, (request) => done(runs.delete(requestedRun(request)))),
    route("POST", "/runs/restore", oneRun, (request) => done(runs.restore(requestedRun(request)))),
    route(
      "POST",
      "/runs/search",
      z.object({
        experiment_ids: z.array(z.string()).default([]),
        filter: text.default(""),
        order_by: z.array(z.string()).default([]),
        run_view_type: viewType,
        max_results: int64.default(1000),
        page_token: text,
      }),
      async (query) => {
        const { items, nextPageToken } = await runs.searchJson({
          experimentIds: query.experiment_ids,
          filter: query.filter,
          orderBy: query.order_by,
          view: query.run_view_type,
          maxResults: query.max_results,
          ...(query.page_token ? { pageToken: query.page_token } : {}),
        });
        return pageJson("runs", `[${items.map(runJson).join(",")}]`, nextPageToken);
      },
    ),
  ];
}

import { z } from "zod";
import type { Tracking } from "../../tracking/tracking.ts";
import { int64, keyValue, queryList, requiredText, text, viewType } from "../fields.ts";
import { done, type Route, route } from "../route.ts";
import { experimentShape } from "../shapes/experiment.ts";
import { pageShape } from "../shapes/page.ts";

const oneExperiment = z.object({ experiment_id: requiredText });
const tagged = oneExperiment.extend({ key: requiredText });

const search = z.object({
  filter: text.default(""),
  order_by: queryList(z.string()),
  max_results: int64.default(1000),
  page_token: text,
  view_type: viewType,
});

/** Experiments: making, finding, renaming, deleting and tagging them. */
export function experimentRoutes({ experiments, recording }: Tracking): readonly Route[] {
  const find = async (query: z.output<typeof search>): Promise<object> => {
    const page = await experiments.search({
      filter: query.filter,
      orderBy: query.order_by,
      view: query.view_type,
      maxResults: query.max_results,
      ...(query.page_token ? { pageToken: query.page_token } : {}),
    });
    return pageShape("experiments", page, experimentShape);
  };
  return [
    route(
      "POST",
      "/experiments/create",
      z.object({ name: requiredText, artifact_location: text, tags: z.array(keyValue).default([]) }),
      async ({ name, artifact_location, tags }) => ({
        experiment_id: await experiments.create({
          name,
          tags,
          ...(artifact_location ? { artifactLocation: artifact_location } : {}),
        }),
      }),
    ),
    route("GET", "/experiments/search", search, find),
    route("POST", "/experiments/search", search, find),
    route("GET", "/experiments/get", oneExperiment, ({ experiment_id }) => ({
      experiment: experimentShape(experiments.get(experiment_id)),
    })),
    route("GET", "/experiments/get-by-name", z.object({ experiment_name: requiredText }), ({ experiment_name }) => ({
      experiment: experimentShape(experiments.getByName(experiment_name)),
    })),
    route("POST", "/experiments/delete", oneExperiment, ({ experiment_id }) => done(experiments.delete(experiment_id))),
    route("POST", "/experiments/restore", oneExperiment, ({ experiment_id }) =>
      done(experiments.restore(experiment_id)),
    ),
    route(
      "POST",
      "/experiments/update",
      oneExperiment.extend({ new_name: requiredText }),
      ({ experiment_id, new_name }) => done(experiments.rename(experiment_id, new_name)),
    ),
    route(
      "POST",
      "/experiments/set-experiment-tag",
      tagged.extend({ value: z.string().default("") }),
      ({ experiment_id, key, value }) => done(experiments.setTag(experiment_id, { key, value })),
    ),
    route("POST", "/experiments/delete-experiment-tag", tagged, ({ experiment_id, key }) =>
      done(experiments.deleteTag(experiment_id, key)),
    ),
    route(
      "POST",
      "/experiments/search-datasets",
      z.object({ experiment_ids: z.array(z.string()).min(1) }),
      async ({ experiment_ids }) => ({
        dataset_summaries: (await recording.searchDatasets(experiment_ids)).map((each) => ({
          experiment_id: each.experimentId,
          name: each.name,
          digest: each.digest,
          ...(each.context === null ? {} : { context: each.context }),
        })),
      }),
    ),
  ];
}

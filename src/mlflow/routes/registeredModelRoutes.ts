import { z } from "zod";
import type { Tracking } from "../../tracking/tracking.ts";
import { queryList, requiredText } from "../fields.ts";
import { newTags, oneModel, registrySearch, toSearch, versionNumber } from "../registryFields.ts";
import { done, type Route, route } from "../route.ts";
import { pageShape } from "../shapes/page.ts";
import { modelVersionShape, registeredModelShape } from "../shapes/registry.ts";

const description = z.string().default("");
const tagged = oneModel.extend({ key: requiredText });
const aliased = oneModel.extend({ alias: requiredText });
const staged = oneModel.extend({ stages: z.array(z.string()).default([]) });
const stagedInQuery = oneModel.extend({ stages: queryList(z.string()) });

/** Registered models: making, finding, renaming and deleting them, their tags and aliases. */
export function registeredModelRoutes({ registry: { models } }: Tracking): readonly Route[] {
  const latest = ({ name, stages }: z.output<typeof staged>): object => {
    const versions = models.latestVersions(name, stages).map(modelVersionShape);
    return versions.length === 0 ? {} : { model_versions: versions };
  };
  return [
    route("POST", "/registered-models/create", oneModel.extend({ description, tags: newTags }), async (input) => ({
      registered_model: registeredModelShape(await models.create(input)),
    })),
    route("GET", "/registered-models/get", oneModel, ({ name }) => ({
      registered_model: registeredModelShape(models.get(name)),
    })),
    route("PATCH", "/registered-models/update", oneModel.extend({ description }), async (input) => ({
      registered_model: registeredModelShape(await models.describe(input.name, input.description)),
    })),
    route(
      "POST",
      "/registered-models/rename",
      oneModel.extend({ new_name: requiredText }),
      async ({ name, new_name }) => ({ registered_model: registeredModelShape(await models.rename(name, new_name)) }),
    ),
    route("DELETE", "/registered-models/delete", oneModel, ({ name }) => done(models.delete(name))),
    route("GET", "/registered-models/search", registrySearch(100), async (query) =>
      pageShape("registered_models", await models.search(toSearch(query)), registeredModelShape),
    ),
    // Clients post it; MLflow's server answers both.
    route("GET", "/registered-models/get-latest-versions", stagedInQuery, latest),
    route("POST", "/registered-models/get-latest-versions", staged, latest),
    route(
      "POST",
      "/registered-models/set-tag",
      tagged.extend({ value: z.string().default("") }),
      ({ name, key, value }) => done(models.setTag(name, { key, value })),
    ),
    route("DELETE", "/registered-models/delete-tag", tagged, ({ name, key }) => done(models.deleteTag(name, key))),
    route(
      "POST",
      "/registered-models/alias",
      aliased.extend({ version: requiredText }),
      async ({ name, alias, version }) => done(models.setAlias(name, alias, versionNumber(version))),
    ),
    route("DELETE", "/registered-models/alias", aliased, ({ name, alias }) => done(models.deleteAlias(name, alias))),
    route("GET", "/registered-models/alias", aliased, ({ name, alias }) => ({
      model_version: modelVersionShape(models.getByAlias(name, alias)),
    })),
  ];
}

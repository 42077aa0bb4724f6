import { z } from "zod";
import type { Tracking } from "../../tracking/tracking.ts";
import { requiredText, text } from "../fields.ts";
import { newTags, oneModel, oneVersion, registrySearch, toSearch, versionNumber } from "../registryFields.ts";
import { done, type Route, route } from "../route.ts";
import { pageShape } from "../shapes/page.ts";
import { modelVersionShape } from "../shapes/registry.ts";

const description = z.string().default("");
const tagged = oneVersion.extend({ key: requiredText });

/** MLflow's server leaves the check of this one's fields to the registry. */
const unchecked = z.object({ name: z.string().default(""), version: z.string().default("") });

/** Versions of registered models: registering them, their stages and tags, and where their files are. */
export function modelVersionRoutes({ registry: { versions } }: Tracking): readonly Route[] {
  return [
    route(
      "POST",
      "/model-versions/create",
      oneModel.extend({
        source: requiredText,
        run_id: text,
        model_id: text,
        run_link: z.string().default(""),
        description,
        tags: newTags,
      }),
      async ({ run_id, model_id, run_link, ...input }) => ({
        model_version: modelVersionShape(
          await versions.create({
            ...input,
            runLink: run_link,
            ...(run_id ? { runId: run_id } : {}),
            ...(model_id ? { modelId: model_id } : {}),
          }),
        ),
      }),
    ),
    route("GET", "/model-versions/get", oneVersion, ({ name, version }) => ({
      model_version: modelVersionShape(versions.get(name, versionNumber(version))),
    })),
    route("PATCH", "/model-versions/update", oneVersion.extend({ description }), async (input) => ({
      model_version: modelVersionShape(
        await versions.describe(input.name, versionNumber(input.version), input.description),
      ),
    })),
    route(
      "POST",
      "/model-versions/transition-stage",
      oneVersion.extend({ stage: requiredText, archive_existing_versions: z.boolean().default(false) }),
      async ({ name, version, stage, archive_existing_versions }) => ({
        model_version: modelVersionShape(
          await versions.transitionStage(name, versionNumber(version), {
            stage,
            archiveExisting: archive_existing_versions,
          }),
        ),
      }),
    ),
    route("DELETE", "/model-versions/delete", oneVersion, async ({ name, version }) =>
      done(versions.delete(name, versionNumber(version))),
    ),
    route("GET", "/model-versions/search", registrySearch(200_000), async (query) =>
      pageShape("model_versions", await versions.search(toSearch(query)), modelVersionShape),
    ),
    route("GET", "/model-versions/get-download-uri", unchecked, ({ name, version }) => ({
      artifact_uri: versions.get(name, versionNumber(version)).storageLocation,
    })),
    route(
      "POST",
      "/model-versions/set-tag",
      tagged.extend({ value: z.string().default("") }),
      async ({ name, version, key, value }) => done(versions.setTag(name, versionNumber(version), { key, value })),
    ),
    route("DELETE", "/model-versions/delete-tag", tagged, async ({ name, version, key }) =>
      done(versions.deleteTag(name, versionNumber(version), key)),
    ),
  ];
}

import * as z from "zod";
import { CheckReport } from "./checkEntities.ts";
import { KnownVersions } from "./checkRequests.ts";
import { BuiltFeature, FeatureState, PrintedFeature, SqlDialect } from "./featureEntities.ts";

/** What is asked about the features that `tidemark.yaml` declares. */
export const featureRequests = {
  "features/list": { params: z.object({}), result: z.object({ features: z.array(FeatureState) }) },
  "features/build": {
    params: z.object({
      /** These and what they are made from; all when left out. */
      names: z.array(z.string()).optional(),
      /** Also what has not changed. */
      force: z.boolean().default(false),
      /** Of the code, to be noted with what is built. */
      commit: z.string().nullable().default(null),
      versions: KnownVersions.optional(),
    }),
    result: z.object({
      features: z.array(BuiltFeature),
      /** What their results were checked for; null when there is no result. */
      checks: CheckReport.nullable(),
    }),
    progress: z.object({ feature: z.string(), done: z.number().int(), total: z.number().int() }),
  },
  "features/sql": { params: z.object({ name: z.string(), dialect: SqlDialect }), result: PrintedFeature },
};

import * as z from "zod";
import { nothing } from "./contract.ts";
import {
  ModelCandidate,
  ModelSource,
  ModelStage,
  ModelVersionDetail,
  ModelVersionSummary,
  RegisteredModel,
} from "./modelEntities.ts";

const name = z.string();
const version = z.number().int();
/** A version of a registered model by its name and number. */
export const VersionId = z.object({ name, version });
export type VersionId = z.infer<typeof VersionId>;

/** What the editor asks about registered models, and does with them. */
export const modelRequests = {
  /** In the order of their names. */
  "models/list": { params: nothing, result: z.object({ models: z.array(RegisteredModel) }) },
  /** Newest first. */
  "models/versions": {
    params: z.object({
      name,
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200),
    }),
    result: z.object({ versions: z.array(ModelVersionSummary), total: z.number().int() }),
  },
  "models/version": { params: VersionId, result: ModelVersionDetail },
  /** Models that a run made. */
  "models/candidates": {
    params: z.object({ runId: z.string() }),
    result: z.object({ candidates: z.array(ModelCandidate) }),
  },
  /** Makes the registered model if there is none of the name, and a new version of it. */
  "models/register": { params: z.object({ name, source: ModelSource }), result: VersionId },
  /** Takes the alias from the version that had it, and answers which that was. */
  "models/setAlias": {
    params: z.object({ name, version, alias: z.string() }),
    result: z.object({ previous: version.nullable() }),
  },
  "models/deleteAlias": { params: z.object({ name, alias: z.string() }), result: nothing },
  "models/setStage": { params: z.object({ name, version, stage: ModelStage }), result: nothing },
  /** Describes a version, or the whole model when none is named. */
  "models/describe": {
    params: z.object({ name, version: version.optional(), description: z.string() }),
    result: nothing,
  },
  "models/rename": { params: z.object({ name, to: z.string() }), result: nothing },
  /** The files stay: they belong to the run. */
  "models/deleteVersion": { params: VersionId, result: nothing },
  /** Deletes the registered model with all its versions; their files stay. */
  "models/delete": { params: z.object({ name }), result: nothing },
} as const;

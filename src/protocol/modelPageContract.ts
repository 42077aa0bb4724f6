import * as z from "zod";
import { type Contract, nothing } from "./contract.ts";
import { engineContract } from "./engineContract.ts";
import { VersionId } from "./modelRequests.ts";
import { pageEvents, pageRequests } from "./pageContract.ts";

const pick = engineContract.requests;

const shared = {
  /** The first thing a page says: nothing is sent to it before. The answer says which versions it shows. */
  "page/ready": { params: nothing, result: z.object({ versions: z.array(VersionId) }) },
  "models/version": pick["models/version"],
  "metrics/setGoal": pick["metrics/setGoal"],
  "page/copy": pageRequests["page/copy"],
  "page/openVersion": { params: VersionId, result: nothing },
} as const;

/** What a model's page asks the editor to do with its version; where something has to be asked, the editor does so. */
const ModelAction = z.enum([
  "openRun",
  "openCode",
  "setAlias",
  "promote",
  "setStage",
  "revealFiles",
  "compareVersions",
]);
export type ModelAction = z.infer<typeof ModelAction>;

/** The page of one version of a registered model. */
export const modelPageContract = {
  requests: {
    ...shared,
    "models/describe": pick["models/describe"],
    "page/openFile": { params: z.object({ path: z.string() }), result: nothing },
    "page/removeAlias": { params: z.object({ alias: z.string() }), result: nothing },
    "page/act": { params: z.object({ action: ModelAction }), result: nothing },
  },
  events: pageEvents,
} as const satisfies Contract;

/** Versions side by side. */
export const versionsPageContract = {
  requests: {
    ...shared,
    "page/openRun": pageRequests["page/openRun"],
    "page/diffCode": pageRequests["page/diffCode"],
    "page/removeVersion": { params: VersionId, result: z.object({ versions: z.array(VersionId) }) },
  },
  events: pageEvents,
} as const satisfies Contract;

export type ModelPageContract = typeof modelPageContract;
export type VersionsPageContract = typeof versionsPageContract;

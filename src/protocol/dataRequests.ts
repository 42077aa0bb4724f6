import * as z from "zod";
import { authoringRequests } from "./authoringRequests.ts";
import { checkRequests } from "./checkRequests.ts";
import { contentRequests } from "./contentRequests.ts";
import { DataDescription, DataSource } from "./dataEntities.ts";
import { driftRequests } from "./driftRequests.ts";
import { declaredEvaluations } from "./evaluationRequests.ts";
import { featureRequests } from "./featureRequests.ts";
import { gridRequests } from "./gridRequests.ts";
import { inferRequests } from "./inferRequests.ts";
import { ingestEvents, ingestRequests } from "./ingestRequests.ts";
import { profileRequests } from "./profileRequests.ts";
import { watchRequests } from "./watchRequests.ts";

/** What clients ask about data files. The data process answers; the engine passes questions on. */
export const dataRequests = {
  "data/describe": { params: z.object({ source: DataSource }), result: DataDescription },
  ...authoringRequests,
  ...driftRequests,
  ...checkRequests,
  ...featureRequests,
  ...gridRequests,
  ...profileRequests,
  ...inferRequests,
  ...ingestRequests,
  ...watchRequests,
  ...declaredEvaluations,
};

/** What the data process answers: what the engine itself asks, too. */
export const dataContract = { requests: { ...dataRequests, ...contentRequests }, events: ingestEvents };
export type DataContract = typeof dataContract;

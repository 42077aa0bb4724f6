import type { Handlers } from "../../protocol/contract.ts";
import type { DataContract } from "../../protocol/dataRequests.ts";
import { authoringHandlers } from "../authoring/authoringHandlers.ts";
import { checkHandlers } from "../checks/checkHandlers.ts";
import { contentHandlers } from "../content/contentHandlers.ts";
import { describe } from "../describe/describe.ts";
import { driftHandlers } from "../drift/driftHandlers.ts";
import { evaluationHandlers } from "../evaluations/evaluationHandlers.ts";
import { featureHandlers } from "../features/featureHandlers.ts";
import { gridHandlers } from "../grid/gridHandlers.ts";
import { inferHandlers } from "../infer/inferHandlers.ts";
import { ingestHandlers } from "../ingest/ingestHandlers.ts";
import { openIntakes } from "../ingest/intakes.ts";
import { watchHandlers } from "../ingest/watch/watchHandlers.ts";
import { profileHandlers } from "../profile/profileHandlers.ts";
import type { DataContext } from "./dataContext.ts";

/** What the data process answers; each question has a connection of its own. */
export function dataHandlers(context: DataContext): Handlers<DataContract> {
  const { database, workspace } = context;
  const intakes = openIntakes(context);
  return {
    ...authoringHandlers(context),
    ...checkHandlers(context),
    ...contentHandlers(context),
    async "data/describe"({ source }, { signal }) {
      using session = await database.session(signal);
      return await describe(session, source, { workspace });
    },
    ...driftHandlers(context),
    ...evaluationHandlers(context),
    ...featureHandlers(context),
    ...gridHandlers(context),
    ...profileHandlers(context),
    ...inferHandlers(context),
    ...ingestHandlers(context, intakes),
    ...watchHandlers(context, intakes),
  };
}

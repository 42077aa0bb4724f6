import type { PushItem } from "../../store/pushLedger.ts";
import type { LoggedModelRecord } from "../../tracking/loggedModelTypes.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { isMissingEndpoint } from "../remote/remoteMlflow.ts";
import type { PushContext } from "./pushContext.ts";
import { pushLoggedModel } from "./pushLoggedModel.ts";
import { linksOf, pushModelLinks } from "./pushModelLinks.ts";

const missing = "The server has no logged models, being older than MLflow 3: those of the runs were not pushed.";

/** Sends the logged models that a run made, and which ones it read and made. Tells how many things were sent. */
export async function pushModels(context: PushContext, run: RunRecord, item: PushItem): Promise<number> {
  const models = modelsOf(context, run);
  const links = linksOf(context, run);
  if (models.length === 0 && links.length === 0) return 0;
  try {
    let changes = 0;
    for (const model of models) changes += await pushLoggedModel(context, model, item.remoteId);
    return changes + (await pushModelLinks(context, run, item, links));
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
    context.report.note(missing);
    return 0;
  }
}

function modelsOf({ local }: PushContext, run: RunRecord): readonly LoggedModelRecord[] {
  const { models } = local.tracking;
  const found: LoggedModelRecord[] = [];
  let pageToken: string | undefined;
  do {
    const page = models.search({
      experimentIds: [run.experimentId],
      filter: `source_run_id = '${run.id}'`,
      datasets: [],
      orderBy: [{ field: "creation_timestamp", ascending: true }],
      maxResults: 100,
      ...(pageToken === undefined ? {} : { pageToken }),
    });
    found.push(...page.items);
    pageToken = page.nextPageToken;
  } while (pageToken !== undefined);
  return found;
}

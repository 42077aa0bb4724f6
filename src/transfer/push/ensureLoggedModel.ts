import * as z from "zod";
import type { PushItem } from "../../store/pushLedger.ts";
import type { LoggedModelRecord } from "../../tracking/loggedModelTypes.ts";
import { isMissingEndpoint } from "../remote/remoteMlflow.ts";
import { createSeeing } from "./createSeeing.ts";
import { api } from "./endpoints.ts";
import { modelIdTag } from "./outgoingTags.ts";
import type { PushContext } from "./pushContext.ts";
import { isRefused } from "./refused.ts";

const Info = z.object({ model_id: z.string(), experiment_id: z.string(), artifact_uri: z.string() });
const Model = z.object({ model: z.object({ info: Info }) });
const Models = z.object({ models: z.array(z.object({ info: Info })).default([]) });
type Info = z.infer<typeof Info>;

/**
 * The remote's logged model for one of ours: the one it went to before; else the same one, when it was imported from there;
 * else one that carries our model's id as a tag; else a new one in the experiment of the run that made it.
 */
export async function ensureLoggedModel(
  context: PushContext,
  model: LoggedModelRecord,
  sourceRun: string,
): Promise<{ readonly item: PushItem; readonly isNew: boolean }> {
  const { ledger, signal } = context;
  const known = ledger.find("logged_model", model.id);
  if (known !== undefined) {
    if ((await modelOfId(context, known.remoteId)) !== undefined) return { item: known, isNew: false };
    await ledger.forget(known);
  }
  let isNew = false;
  const experimentId = ledger.find("experiment", model.experimentId)?.remoteId ?? "0";
  const info =
    (await modelOfId(context, model.id)) ??
    (await createSeeing(
      () => modelOfTag(context, model.id, experimentId),
      async () => {
        const created = await create(context, model, { experimentId, sourceRun });
        isNew = true;
        return created;
      },
      signal,
    ));
  return {
    item: await ledger.add("logged_model", model.id, { remoteId: info.model_id, artifactUri: info.artifact_uri }),
    isNew,
  };
}

async function create(
  { remote, signal }: PushContext,
  { id, name, modelType }: LoggedModelRecord,
  { experimentId, sourceRun }: { readonly experimentId: string; readonly sourceRun: string },
): Promise<Info> {
  const body = {
    experiment_id: experimentId,
    name,
    model_type: modelType,
    source_run_id: sourceRun,
    tags: [{ key: modelIdTag, value: id }],
  };
  return Model.parse(await remote.send("POST", `${api}/logged-models`, body, { signal, once: true })).model.info;
}

async function modelOfId({ remote, signal }: PushContext, id: string): Promise<Info | undefined> {
  try {
    return Model.parse(await remote.get(`${api}/logged-models/${id}`, {}, { signal })).model.info;
  } catch (error) {
    if (isRefused(error) && error.code === "notFound" && !isMissingEndpoint(error)) return undefined;
    throw error;
  }
}

async function modelOfTag(
  { remote, signal }: PushContext,
  id: string,
  experimentId: string,
): Promise<Info | undefined> {
  const body = { experiment_ids: [experimentId], filter: `tags.\`${modelIdTag}\` = '${id}'`, max_results: 1 };
  return Models.parse(await remote.send("POST", `${api}/logged-models/search`, body, { signal })).models[0]?.info;
}

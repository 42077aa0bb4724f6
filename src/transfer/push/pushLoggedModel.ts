import type { PushItem } from "../../store/pushLedger.ts";
import type { LoggedModelRecord } from "../../tracking/loggedModelTypes.ts";
import { isMissingEndpoint } from "../remote/remoteMlflow.ts";
import { api } from "./endpoints.ts";
import { ensureLoggedModel } from "./ensureLoggedModel.ts";
import { modelIdTag } from "./outgoingTags.ts";
import { sendPairs } from "./pairs.ts";
import { pushArtifacts } from "./pushArtifacts.ts";
import type { PushContext } from "./pushContext.ts";
import { pushModelMetrics } from "./pushModelMetrics.ts";
import { isRefused } from "./refused.ts";

/** Of versions here, which have other numbers there. */
const versionsTag = "mlflow.modelVersions";
/** MLflow's limit of parameters in one request. */
const batchSize = 100;

/** Brings a logged model on the remote to where it is here. `sourceRun` is the remote's id of the run that made it. */
export async function pushLoggedModel(
  context: PushContext,
  model: LoggedModelRecord,
  sourceRun: string,
): Promise<number> {
  try {
    const { item, isNew } = await ensureLoggedModel(context, model, sourceRun);
    context.report.add({ loggedModels: isNew ? 1 : 0 });
    return (isNew ? 1 : 0) + (await pushContent(context, model, item, sourceRun));
  } catch (error) {
    if (!isRefused(error) || isMissingEndpoint(error)) throw error;
    context.report.fail(`logged model ${model.name}`, error.message);
    return 0;
  }
}

async function pushContent(
  context: PushContext,
  model: LoggedModelRecord,
  item: PushItem,
  sourceRun: string,
): Promise<number> {
  const { remote, signal } = context;
  const path = `${api}/logged-models/${item.remoteId}`;
  const place = `logged model ${model.name}`;
  let changes = await sendPairs(context, item, {
    kind: "param",
    pairs: model.params,
    size: batchSize,
    place: `${place}, parameter`,
    send: (params) => remote.send("POST", `${path}/params`, { model_id: item.remoteId, params }, { signal }),
  });
  changes += await sendPairs(context, item, {
    kind: "tag",
    pairs: [{ key: modelIdTag, value: model.id }, ...model.tags.filter(({ key }) => key !== versionsTag)],
    size: batchSize,
    place: `${place}, tag`,
    send: (tags) => remote.send("PATCH", `${path}/tags`, { model_id: item.remoteId, tags }, { signal }),
  });
  const renamed = new Map([
    [model.sourceRunId, sourceRun],
    [model.id, item.remoteId],
  ]);
  changes += await pushArtifacts(context, item, { uri: model.artifactUri, place, renamed });
  changes += await pushModelMetrics(context, model, item);
  return changes + (await finish(context, model, item, path));
}

/** Says how saving the model ended, once its files are there. */
async function finish({ remote, ledger, signal }: PushContext, model: LoggedModelRecord, item: PushItem, path: string) {
  const sent = ledger.parts(item, "end").get("status") ?? "PENDING";
  if (sent === model.status) return 0;
  const status = model.status === "READY" ? "LOGGED_MODEL_READY" : "LOGGED_MODEL_UPLOAD_FAILED";
  await remote.send("PATCH", path, { model_id: item.remoteId, status }, { signal });
  await ledger.setParts(item, [{ kind: "end", key: "status", fingerprint: model.status }]);
  return 1;
}

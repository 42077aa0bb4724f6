import * as z from "zod";
import type { PushItem } from "../../store/pushLedger.ts";
import type { RegisteredModelRecord } from "../../tracking/registry/registryTypes.ts";
import { createSeeing } from "./createSeeing.ts";
import { api } from "./endpoints.ts";
import { sendPairs } from "./pairs.ts";
import { pushAliases } from "./pushAliases.ts";
import type { PushContext } from "./pushContext.ts";
import { pushModelVersion } from "./pushModelVersion.ts";
import { isRefused } from "./refused.ts";
import { versionsOf } from "./versionsOf.ts";

/** Brings a registered model with its versions to the remote, whose numbers and stages of versions are its own. */
export async function pushRegisteredModel(context: PushContext, name: string): Promise<void> {
  const { local, report, signal, remote } = context;
  const model = local.tracking.registry.models.get(name);
  try {
    const item = await ensureModel(context, model);
    await sendPairs(context, item, {
      kind: "tag",
      pairs: model.tags,
      size: 1,
      place: `model ${name}, tag`,
      send: ([tag]) => remote.send("POST", `${api}/registered-models/set-tag`, { name, ...tag }, { signal }),
    });
    for (const version of await versionsOf(local.tracking, name)) await pushModelVersion(context, version);
    await pushAliases(context, model, item);
  } catch (error) {
    if (!isRefused(error)) throw error;
    report.fail(`model ${name}`, error.message);
  }
}

const Model = z.object({ registered_model: z.object({ name: z.string() }) });

/** The remote's model of the same name; a new one with our description if there is none. */
async function ensureModel(context: PushContext, { name, description }: RegisteredModelRecord): Promise<PushItem> {
  const { remote, ledger, signal } = context;
  const find = async (): Promise<string | undefined> => {
    try {
      const found = await remote.get(`${api}/registered-models/get`, { name }, { signal });
      return Model.parse(found).registered_model.name;
    } catch (error) {
      if (isRefused(error) && error.code === "notFound") return undefined;
      throw error;
    }
  };
  const create = async (): Promise<string> => {
    const body = { name, description };
    const made = await remote.send("POST", `${api}/registered-models/create`, body, { signal, once: true });
    return Model.parse(made).registered_model.name;
  };
  const remoteId = await createSeeing(find, create, signal);
  return ledger.find("registered_model", name) ?? ledger.add("registered_model", name, { remoteId, artifactUri: null });
}

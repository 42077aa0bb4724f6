import * as z from "zod";
import type { PushItem } from "../../store/pushLedger.ts";
import type { RegisteredModelRecord } from "../../tracking/registry/registryTypes.ts";
import { api } from "./endpoints.ts";
import type { PushContext } from "./pushContext.ts";
import { isRefused, refusal } from "./refused.ts";

const Aliased = z.object({ model_version: z.object({ version: z.coerce.string() }) });

/**
 * Sets a model's aliases on the remote where they are free or still where a push has set them: an alias that others have
 * moved decides what is deployed, and stays.
 */
export async function pushAliases(context: PushContext, model: RegisteredModelRecord, item: PushItem): Promise<void> {
  const { ledger, remote, report, signal } = context;
  const { name } = model;
  const set = ledger.parts(item, "alias");
  for (const { alias, version } of model.aliases) {
    const wanted = ledger.find("model_version", `${name}/${version}`)?.remoteId;
    if (wanted === undefined || set.get(alias) === wanted) continue;
    const now = await versionOfAlias(context, name, alias);
    if (now !== undefined && now !== wanted && now !== set.get(alias)) {
      report.note(`The alias ${alias} of model ${name} was left at the server's version ${now}; pushed was ${wanted}.`);
      continue;
    }
    const body = { name, alias, version: wanted };
    const reason = await refusal(() => remote.send("POST", `${api}/registered-models/alias`, body, { signal }));
    if (reason === null) await ledger.setParts(item, [{ kind: "alias", key: alias, fingerprint: wanted }]);
    else report.fail(`model ${name}, alias ${alias}`, reason);
  }
}

async function versionOfAlias(
  { remote, signal }: PushContext,
  name: string,
  alias: string,
): Promise<string | undefined> {
  try {
    const found = await remote.get(`${api}/registered-models/alias`, { name, alias }, { signal });
    return Aliased.parse(found).model_version.version;
  } catch (error) {
    if (isRefused(error)) return undefined;
    throw error;
  }
}

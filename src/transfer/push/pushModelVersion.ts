import * as z from "zod";
import type { PushItem } from "../../store/pushLedger.ts";
import type { ModelVersionRecord } from "../../tracking/registry/registryTypes.ts";
import { createSeeing } from "./createSeeing.ts";
import { api } from "./endpoints.ts";
import { fingerprint } from "./fingerprint.ts";
import { versionTag } from "./outgoingTags.ts";
import { sendPairs } from "./pairs.ts";
import type { PushContext } from "./pushContext.ts";
import { isRefused } from "./refused.ts";
import { remoteSource } from "./remoteSource.ts";
import { quoted } from "./versionsOf.ts";

const Version = z.object({
  version: z.coerce.string(),
  tags: z.array(z.object({ key: z.string(), value: z.string().default("") })).default([]),
});
const Created = z.object({ model_version: Version });
const Found = z.object({ model_versions: z.array(Version).default([]), next_page_token: z.string().optional() });

/** Brings one version of a registered model to the remote, where it gets the next number. */
export async function pushModelVersion(context: PushContext, version: ModelVersionRecord): Promise<void> {
  const { ledger, remote, report, signal } = context;
  const { name } = version;
  const place = `model ${name}, version ${version.version}`;
  const localId = `${name}/${version.version}`;
  try {
    const source = remoteSource(ledger, context.local.tracking, version);
    if ("missing" in source) return report.fail(place, source.missing);
    const item = ledger.find("model_version", localId) ?? (await ensureVersion(context, version, source, localId));
    await sendPairs(context, item, {
      kind: "tag",
      pairs: version.tags,
      size: 1,
      place: `${place}, tag`,
      send: ([tag]) => {
        const body = { name, version: item.remoteId, ...tag };
        return remote.send("POST", `${api}/model-versions/set-tag`, body, { signal });
      },
    });
    if (version.stage !== "None") {
      report.note(`Stages of versions are left to the server: ${place} is in ${version.stage} here.`);
    }
  } catch (error) {
    if (!isRefused(error)) throw error;
    report.fail(place, error.message);
  }
}

async function ensureVersion(
  context: PushContext,
  version: ModelVersionRecord,
  source: { readonly source: string; readonly run_id?: string; readonly model_id?: string },
  localId: string,
): Promise<PushItem> {
  const { ledger, remote, report, signal } = context;
  const { name, description, createdAt } = version;
  // Numbers are the same in many workspaces: this is not.
  const mark = fingerprint(name, String(version.version), String(createdAt), version.source);
  const create = async (): Promise<string> => {
    const tags = [{ key: versionTag, value: mark }];
    const body = { name, description, tags, ...source };
    const made = await remote.send("POST", `${api}/model-versions/create`, body, { signal, once: true });
    report.add({ modelVersions: 1 });
    return Created.parse(made).model_version.version;
  };
  const remoteId = await createSeeing(() => versionOfMark(context, name, mark), create, signal);
  return ledger.add("model_version", localId, { remoteId, artifactUri: null });
}

async function versionOfMark({ remote, signal }: PushContext, name: string, mark: string): Promise<string | undefined> {
  let token: string | undefined;
  do {
    const query = { filter: `name = ${quoted(name)}`, max_results: "1000", ...(token ? { page_token: token } : {}) };
    const page = Found.parse(await remote.get(`${api}/model-versions/search`, query, { signal }));
    const found = page.model_versions.find(({ tags }) =>
      tags.some(({ key, value }) => key === versionTag && value === mark),
    );
    if (found !== undefined) return found.version;
    token = page.next_page_token;
  } while (token);
  return undefined;
}

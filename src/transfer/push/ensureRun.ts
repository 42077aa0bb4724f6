import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import type { PushItem } from "../../store/pushLedger.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { createSeeing } from "./createSeeing.ts";
import { api } from "./endpoints.ts";
import { runIdTag } from "./outgoingTags.ts";
import type { PushContext } from "./pushContext.ts";
import { isRefused } from "./refused.ts";

const Info = z.object({ run_id: z.string(), artifact_uri: z.string(), lifecycle_stage: z.string() });
const Run = z.object({ run: z.object({ info: Info }) });
const Runs = z.object({ runs: z.array(z.object({ info: Info })).default([]) });
type Info = z.infer<typeof Info>;

export interface EnsuredRun {
  readonly item: PushItem;
  /** It was made just now. */
  readonly isNew: boolean;
}

/**
 * The remote's run for one of ours: the one it went to before; else the same run, when it was imported from there; else one
 * that carries our run's id as a tag; else a new one. A run that is gone from the remote for good is made anew.
 */
export async function ensureRun(context: PushContext, run: RunRecord, experimentId: string): Promise<EnsuredRun> {
  const { ledger, seen } = context;
  const known = ledger.find("run", run.id);
  if (known !== undefined) {
    if (seen.has(known.remoteId)) return { item: known, isNew: false };
    const info = await runOfId(context, known.remoteId);
    if (info !== undefined) return { item: checked(context, info, known), isNew: false };
    await ledger.forget(known);
  }
  const remember = (info: Info): Promise<PushItem> =>
    ledger.add("run", run.id, { remoteId: info.run_id, artifactUri: info.artifact_uri });
  const same = await runOfId(context, run.id);
  if (same !== undefined) return { item: checked(context, same, await remember(same)), isNew: false };
  let isNew = false;
  const info = await createSeeing(
    () => runOfTag(context, run.id, experimentId),
    async () => {
      const created = await create(context, run, experimentId);
      isNew = true;
      return created;
    },
    context.signal,
  );
  return { item: checked(context, info, await remember(info)), isNew };
}

async function create({ remote, signal }: PushContext, run: RunRecord, experimentId: string): Promise<Info> {
  const body = {
    experiment_id: experimentId,
    user_id: run.user,
    start_time: run.startTime,
    run_name: run.name,
    tags: [{ key: runIdTag, value: run.id }],
  };
  return Run.parse(await remote.send("POST", `${api}/runs/create`, body, { signal, once: true })).run.info;
}

async function runOfId({ remote, signal }: PushContext, id: string): Promise<Info | undefined> {
  try {
    return Run.parse(await remote.get(`${api}/runs/get`, { run_id: id }, { signal })).run.info;
  } catch (error) {
    if (isRefused(error) && error.code === "notFound") return undefined;
    throw error;
  }
}

async function runOfTag({ remote, signal }: PushContext, id: string, experimentId: string): Promise<Info | undefined> {
  const body = {
    experiment_ids: [experimentId],
    filter: `tags.\`${runIdTag}\` = '${id}'`,
    run_view_type: "ALL",
    max_results: 1,
  };
  return Runs.parse(await remote.send("POST", `${api}/runs/search`, body, { signal })).runs[0]?.info;
}

function checked({ seen }: PushContext, info: Info, item: PushItem): PushItem {
  if (info.lifecycle_stage === "active") {
    seen.add(info.run_id);
    return item;
  }
  throw new TidemarkError("conflict", `The server's run ${info.run_id} is deleted: restore it there to go on.`);
}

import * as z from "zod";
import { TidemarkError } from "../../protocol/errors.ts";
import type { PushItem } from "../../store/pushLedger.ts";
import type { ExperimentRecord } from "../../tracking/types.ts";
import { createSeeing } from "./createSeeing.ts";
import { api } from "./endpoints.ts";
import { sendPairs } from "./pairs.ts";
import type { PushContext } from "./pushContext.ts";
import { isRefused } from "./refused.ts";

const Found = z.object({ experiment: z.object({ experiment_id: z.string(), lifecycle_stage: z.string() }) });
const Created = z.object({ experiment_id: z.string() });

/** The remote's experiment for one of ours: the one it went to before, else the one of the same name, else a new one. */
export async function ensureExperiment(context: PushContext, local: ExperimentRecord): Promise<PushItem> {
  const item = (await knownExperiment(context, local)) ?? (await newExperiment(context, local));
  await sendPairs(context, item, {
    kind: "tag",
    pairs: local.tags,
    size: 1,
    place: `experiment ${local.name}, tag`,
    send: async ([tag]) => {
      const { remote, signal } = context;
      await remote.send(
        "POST",
        `${api}/experiments/set-experiment-tag`,
        { experiment_id: item.remoteId, ...tag },
        { signal },
      );
    },
  });
  return item;
}

async function knownExperiment(context: PushContext, local: ExperimentRecord): Promise<PushItem | undefined> {
  const { ledger, seen } = context;
  const known = ledger.find("experiment", local.id);
  const mark = `experiment ${known?.remoteId}`;
  if (known === undefined || seen.has(mark)) return known;
  const found = await look(context, "get", { experiment_id: known.remoteId });
  if (found !== undefined) {
    checkActive(found, local.name);
    seen.add(mark);
    return known;
  }
  // It is gone for good: the server was set up anew.
  await ledger.forget(known);
  return undefined;
}

async function newExperiment(context: PushContext, local: ExperimentRecord): Promise<PushItem> {
  const { ledger, remote, signal } = context;
  const existing = async (): Promise<string | undefined> => {
    const found = await look(context, "get-by-name", { experiment_name: local.name });
    if (found !== undefined) checkActive(found, local.name);
    return found?.experiment_id;
  };
  const remoteId = await createSeeing(
    existing,
    async () => {
      const body = { name: local.name };
      return Created.parse(await remote.send("POST", `${api}/experiments/create`, body, { signal, once: true }))
        .experiment_id;
    },
    signal,
  );
  return ledger.add("experiment", local.id, { remoteId, artifactUri: null });
}

async function look(
  { remote, signal }: PushContext,
  endpoint: "get" | "get-by-name",
  query: Readonly<Record<string, string>>,
): Promise<z.infer<typeof Found>["experiment"] | undefined> {
  try {
    return Found.parse(await remote.get(`${api}/experiments/${endpoint}`, query, { signal })).experiment;
  } catch (error) {
    if (isRefused(error) && error.code === "notFound") return undefined;
    throw error;
  }
}

function checkActive(found: z.infer<typeof Found>["experiment"], name: string): void {
  if (found.lifecycle_stage === "active") return;
  throw new TidemarkError(
    "conflict",
    `The experiment ${name} is deleted on the server: restore it there, or rename it here.`,
  );
}

import * as z from "zod";
import type { PushItem } from "../../store/pushLedger.ts";
import type { RunRecord } from "../../tracking/types.ts";
import { isMissingEndpoint } from "../remote/remoteMlflow.ts";
import { api } from "./endpoints.ts";
import type { PushContext } from "./pushContext.ts";
import { refusal } from "./refused.ts";

interface Link {
  readonly role: "input" | "output";
  /** Ours. */
  readonly modelId: string;
  readonly step: number;
}

/** The logged models that a run read and made. */
export function linksOf({ local }: PushContext, run: RunRecord): readonly Link[] {
  const { inputs, outputs } = local.tracking.models.linksOf(run.id);
  return [
    ...inputs.map((modelId) => ({ role: "input" as const, modelId, step: 0 })),
    ...outputs.map(({ modelId, step }) => ({ role: "output" as const, modelId, step })),
  ];
}

const models = z.array(z.object({ model_id: z.string() })).default([]);
const Linked = z.object({
  run: z.object({
    inputs: z.object({ model_inputs: models }).prefault({}),
    outputs: z.object({ model_outputs: models }).prefault({}),
  }),
});

/** Says which models a run read and made, of those that the remote has. Tells how many. */
export async function pushModelLinks(
  context: PushContext,
  run: RunRecord,
  item: PushItem,
  links: readonly Link[],
): Promise<number> {
  const { remote, ledger, report, signal } = context;
  const sent = ledger.parts(item, "model");
  const left = links.filter(({ role, modelId }) => !sent.has(`${role} ${modelId}`));
  if (left.length === 0) return 0;
  // A server keeps a link twice that it is told twice, so what an earlier push did not live to remember is looked for.
  const there = Linked.parse(await remote.get(`${api}/runs/get`, { run_id: item.remoteId }, { signal })).run;
  const known = {
    input: new Set(there.inputs.model_inputs.map(({ model_id }) => model_id)),
    output: new Set(there.outputs.model_outputs.map(({ model_id }) => model_id)),
  };
  let count = 0;
  for (const { role, modelId, step } of left) {
    const model = ledger.find("logged_model", modelId);
    if (model === undefined) {
      report.note(`Run ${run.name}: its ${role} ${modelId} is linked once the run that made it is pushed.`);
      continue;
    }
    if (!known[role].has(model.remoteId)) {
      const [endpoint, entry] =
        role === "input"
          ? ["log-inputs", { model_id: model.remoteId }]
          : ["outputs", { model_id: model.remoteId, step }];
      const body = { run_id: item.remoteId, models: [entry] };
      const send = () => remote.send("POST", `${api}/runs/${endpoint}`, body, { signal, once: true });
      const reason = await refusal(send, isMissingEndpoint);
      if (reason !== null) {
        report.fail(`run ${run.name}, ${role} ${modelId}`, reason);
        continue;
      }
      count += 1;
    }
    await ledger.setParts(item, [{ kind: "model", key: `${role} ${modelId}`, fingerprint: String(step) }]);
  }
  return count;
}

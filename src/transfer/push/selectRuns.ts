import type { PushSelection } from "../../protocol/push.ts";
import type { RunInOrder } from "../../store/pushOrder.ts";
import type { LocalRecords } from "./pushContext.ts";
import { versionsOf } from "./versionsOf.ts";

/** The runs of a selection in the order to push them in; a model's are those that made its versions. */
export async function selectRuns(local: LocalRecords, selection: PushSelection): Promise<readonly RunInOrder[]> {
  if (!("modelName" in selection)) return local.reads.read("pushOrder", selection);
  const versions = await versionsOf(local.tracking, selection.modelName);
  const runIds = [...new Set(versions.map(({ runId }) => runId).filter((id) => id !== ""))];
  const runs = await local.reads.read("pushOrder", { runIds });
  // What is nested in them has made no version.
  return runs.filter(({ runId }) => runIds.includes(runId));
}

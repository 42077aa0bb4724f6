import type { ForeignLoggedModel } from "../foreign.ts";
import { acceptableParams } from "./acceptable.ts";
import { attempt } from "./attempt.ts";
import type { ImportContext } from "./context.ts";
import type { ExperimentWriter } from "./experiments.ts";
import { runIdOf } from "./runIds.ts";

/** Writes a logged model; of one that is here already, what is missing. Resolves with the address of its artifacts. */
export async function writeLoggedModel(
  context: ImportContext,
  experiments: ExperimentWriter,
  item: ForeignLoggedModel,
): Promise<string | undefined> {
  const { tracking, store, report } = context;
  const place = `logged model ${item.name} (${item.modelId})`;
  const idOf = (key: string): string => runIdOf(context, key, true);
  const known = store.tables.loggedModels.get(item.modelId);
  if (known?.lifecycle === "deleted") {
    report.skip(place, "it was deleted here");
    return undefined;
  }
  if (known === undefined) {
    const experimentId = await experiments.target(item.experiment);
    if (experimentId === undefined) return undefined;
    const made = await attempt(report, place, () =>
      tracking.models.import({
        id: item.modelId,
        experimentId,
        name: item.name,
        modelType: item.modelType,
        sourceRunId: item.sourceRun === undefined ? "" : idOf(item.sourceRun),
        status: item.status,
        createdAt: item.createdAt,
        updatedAt: item.updatedAt,
        params: [...acceptableParams(item.params, report, place)].map(([key, value]) => ({ key, value })),
        tags: item.tags,
      }),
    );
    if (!made) return undefined;
    report.written.loggedModels += 1;
  } else {
    const tags = new Set(store.tables.loggedModels.tags(known.id).map(({ key }) => key));
    const missing = item.tags.filter(({ key }) => !tags.has(key));
    if (missing.length > 0) await tracking.models.setTags(item.modelId, missing);
    if (item.status !== known.status) await tracking.models.finish(item.modelId, item.status);
  }
  await tracking.models.logMetrics(
    item.metrics.map(({ run, ...metric }) => ({ ...metric, modelId: item.modelId, runId: idOf(run) })),
  );
  return store.tables.loggedModels.get(item.modelId)?.artifactUri;
}

import type { CodeState } from "../../protocol/entities.ts";
import type { ModelFiles, ModelVersionDetail } from "../../protocol/modelEntities.ts";
import type { ModelVersionRow, RegisteredModelRow } from "../../store/registryRows.ts";
import type { Tables } from "../../store/tables.ts";
import { localFolder } from "../artifactPath.ts";
import { experimentOf } from "../lookup.ts";
import { goalsWith } from "../metricGoal.ts";
import { isBelow, readModelFolder } from "../models/modelFolder.ts";
import { promotionOf } from "../registry/promotions.ts";
import { metricsOf, paramsOf, versionSummary } from "./modelSummary.ts";

/** Version numbers that a page offers to choose from. */
const mostSiblings = 200;

const mostPromotions = 50;

/** Everything about a version: what the registry says, where it came from, and what its files say. */
export async function modelVersionDetail(
  tables: Tables,
  model: RegisteredModelRow,
  row: ModelVersionRow,
  { artifactRoot, codeOf }: { readonly artifactRoot: string; readonly codeOf: (runId: string) => CodeState },
): Promise<ModelVersionDetail> {
  const run = tables.runs.byId(row.runId);
  const metrics = metricsOf(tables, row, goalsWith(tables.metricGoals.list()));
  const params = paramsOf(tables, row);
  const siblings = tables.modelListing.versions(model.id, { limit: mostSiblings, offset: 0 });
  return {
    version: versionSummary(tables, row),
    description: row.description,
    tags: [...row.tags],
    modelDescription: model.description,
    siblings: siblings.map(({ version }) => version),
    run:
      run === undefined
        ? null
        : {
            id: run.run_id,
            name: run.name,
            experimentId: experimentOf(tables, run).experiment_id,
            experimentName: experimentOf(tables, run).name,
            startTime: run.start_time,
            deleted: run.lifecycle === "deleted",
          },
    modelId: row.modelId === "" ? null : row.modelId,
    metrics: metrics.list,
    metricsOf: metrics.of,
    params: params.list,
    paramsOf: params.of,
    files: await modelFiles(artifactRoot, row.storageLocation === "" ? row.source : row.storageLocation),
    promotions: tables.promotions.ofVersion(model.id, row.version, mostPromotions).map(promotionOf),
    code: run === undefined ? null : codeOf(run.run_id),
  };
}

async function modelFiles(artifactRoot: string, uri: string): Promise<ModelFiles> {
  const folder = localFolder(artifactRoot, uri);
  if (folder === null || !(await isBelow(artifactRoot, folder))) {
    const problem = folder === null ? "The files are kept elsewhere." : "The files are not there any more.";
    return { uri, folder: null, files: [], size: 0, cut: false, description: null, problem, requirements: null };
  }
  return { uri, folder, ...(await readModelFolder(folder)) };
}

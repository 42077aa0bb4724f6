import type { ModelCandidate } from "../../protocol/modelEntities.ts";
import type { LoggedModelRow } from "../../store/loggedModelRow.ts";
import type { ModelVersionRow } from "../../store/registryRows.ts";
import type { RunRow } from "../../store/runTable.ts";
import type { Tables } from "../../store/tables.ts";
import { localFolder } from "../artifactPath.ts";
import { findRun } from "../lookup.ts";
import { findModelFolders, isBelow, readModelFolder } from "../models/modelFolder.ts";
import { versionSummary } from "./modelSummary.ts";

/** The models that a run made: those it logged as MLflow 3 does, and folders of its artifacts that hold a model. */
export async function modelCandidates(tables: Tables, artifactRoot: string, runId: string): Promise<ModelCandidate[]> {
  const run = findRun(tables, runId);
  const versions = tables.modelListing.ofRun(runId);
  return [
    ...(await Promise.all(
      loggedModels(tables, runId).map((model) => loggedModel(tables, artifactRoot, model, versions)),
    )),
    ...(await folders(tables, artifactRoot, run, versions)),
  ];
}

/** Logged models that name the run as where they come from, or that it said it made; deleted ones left out. */
function loggedModels(tables: Tables, runId: string): readonly LoggedModelRow[] {
  const linked = tables.runModels.list(runId).flatMap(({ role, modelId }) => (role === "output" ? [modelId] : []));
  const ids = new Set([...linked, ...tables.loggedModels.idsOfRun(runId)]);
  return [...ids].flatMap((id) => {
    const model = tables.loggedModels.get(id);
    return model === undefined || model.lifecycle === "deleted" ? [] : [model];
  });
}

async function loggedModel(
  tables: Tables,
  artifactRoot: string,
  model: LoggedModelRow,
  versions: readonly ModelVersionRow[],
): Promise<ModelCandidate> {
  return {
    source: { kind: "loggedModel", modelId: model.modelId },
    name: model.name,
    ready: model.status === "READY",
    flavor: await flavorIn(localFolder(artifactRoot, model.artifactUri), artifactRoot),
    createdAt: model.createdAt,
    registered: versions.filter(({ modelId }) => modelId === model.modelId).map((row) => versionSummary(tables, row)),
  };
}

async function folders(
  tables: Tables,
  artifactRoot: string,
  run: RunRow,
  versions: readonly ModelVersionRow[],
): Promise<ModelCandidate[]> {
  const root = localFolder(artifactRoot, run.artifact_uri);
  if (root === null || !(await isBelow(artifactRoot, root))) return [];
  const paths = await findModelFolders(root);
  return Promise.all(
    paths.map(async (path): Promise<ModelCandidate> => {
      const uri = `${run.artifact_uri}/${path}`;
      const registered = versions.filter((row) => row.source === uri || row.storageLocation === uri);
      return {
        source: { kind: "folder", runId: run.run_id, path },
        name: path === "" ? "(all artifacts)" : path,
        ready: true,
        flavor: await flavorIn(localFolder(artifactRoot, uri), artifactRoot),
        createdAt: null,
        registered: registered.map((row) => versionSummary(tables, row)),
      };
    }),
  );
}

/** The library that a model was logged with: the flavor beside MLflow's common one. */
async function flavorIn(folder: string | null, artifactRoot: string): Promise<string | null> {
  if (folder === null || !(await isBelow(artifactRoot, folder))) return null;
  const flavors = (await readModelFolder(folder)).description?.flavors.map(({ name }) => name) ?? [];
  return flavors.find((name) => name !== "python_function") ?? flavors[0] ?? null;
}

import { posix } from "node:path";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import { percentDecoded } from "../../protocol/percentDecoded.ts";
import type { LoggedModelRow } from "../../store/loggedModelRow.ts";
import type { ModelStage } from "../../store/registryRows.ts";
import type { Tables } from "../../store/tables.ts";
import { findByAlias, findModel, findNewest, findVersion } from "./lookup.ts";
import { type ModelUri, parseModelUri } from "./modelUri.ts";
import { isPrompt } from "./prompts.ts";
import { canonicalStage } from "./registryNames.ts";
import type { NewModelVersion } from "./registryTypes.ts";

/** Where a version's files are and what made them. */
export interface VersionSource {
  readonly source: string;
  readonly storageLocation: string;
  readonly runId: string;
  readonly modelId: string;
}

type Asked = Pick<NewModelVersion, "source" | "runId" | "modelId">;

/**
 * Finds out what a new version's source means.
 * @throws TidemarkError `invalidParameter` when run or model contradict it, or when it is a path that is no run's
 */
export function resolveSource(tables: Tables, asked: Asked): VersionSource {
  const { source } = asked;
  const scheme = schemeOf(source);
  if (scheme === "" || scheme === "file") return localSource(tables, asked);
  if (scheme === "models") return modelSource(tables, asked);
  refuseRelative(source);
  if (scheme === "runs") return runSource(tables, asked);
  const lineage = scheme === "mlflow-artifacts" ? artifactLineage(tables, asked) : given(tables, asked);
  return { source, storageLocation: source, ...lineage };
}

/** One letter is a drive, not a scheme. */
const schemeOf = (source: string): string => /^([a-z][a-z0-9+.-]+):/i.exec(source)?.[1]?.toLowerCase() ?? "";

function modelSource(tables: Tables, asked: Asked): VersionSource {
  if (/^models:\/\/[^/]/i.test(asked.source)) {
    throw invalidSource(asked.source, "Registered model sources must use the active model registry.");
  }
  const uri = readModelUri(asked.source);
  if (uri.of === "loggedModel") {
    refuseRelative(asked.source);
    if (asked.modelId !== undefined && asked.modelId !== uri.modelId) throw contradiction(asked.source, "model_id");
    const model = loggedModel(tables, uri.modelId);
    return {
      source: asked.source,
      storageLocation: model.artifactUri,
      runId: asked.runId ?? model.sourceRunId,
      modelId: uri.modelId,
    };
  }
  if (isPrompt(findModel(tables, uri.name).tags)) {
    throw invalidSource(asked.source, "Prompt versions cannot be used as model version sources.");
  }
  const version = referenced(tables, uri);
  const { runId = version.runId, modelId = version.modelId } = asked;
  if (runId !== version.runId || modelId !== version.modelId) {
    throw invalidSource(
      asked.source,
      "The run_id and model_id request parameters must match the referenced model version.",
    );
  }
  return {
    source: `models:/${version.name}/${version.version}`,
    storageLocation: version.storageLocation,
    runId,
    modelId,
  };
}

function readModelUri(source: string): ModelUri {
  try {
    return parseModelUri(source);
  } catch {
    throw contradiction(source, "model_id");
  }
}

function referenced(tables: Tables, uri: Exclude<ModelUri, { of: "loggedModel" }>) {
  switch (uri.of) {
    case "version":
      return findVersion(tables, uri.name, uri.version);
    case "alias":
      return findByAlias(tables, uri.name, uri.alias);
    case "stage":
      return newestOf(tables, uri.name, canonicalStage(uri.stage));
    case "latest":
      return newestOf(tables, uri.name);
  }
}

function newestOf(tables: Tables, name: string, stage?: ModelStage) {
  const found = findNewest(tables, name, stage);
  if (found !== undefined) return found;
  const inStage = stage === undefined ? "" : ` and stage '${stage}'`;
  throw notFound(`No versions of model with name '${name}'${inStage} found`, { name });
}

function runSource(tables: Tables, asked: Asked): VersionSource {
  const runId = /^runs:\/([^/]+)\/./.exec(asked.source)?.[1];
  if (asked.modelId !== undefined) throw contradiction(asked.source, "model_id");
  if (runId === undefined || (asked.runId !== undefined && asked.runId !== runId)) {
    throw contradiction(asked.source, "run_id");
  }
  // Who names the run knows it; what is only read from an address has to be there.
  if (asked.runId === undefined && tables.runs.byId(runId) === undefined)
    throw notFound(`Run with id=${runId} not found`, { runId });
  return { source: asked.source, storageLocation: asked.source, runId, modelId: "" };
}

/** The run or logged model in whose folder the source lies. */
function artifactLineage(tables: Tables, asked: Asked): Pick<VersionSource, "runId" | "modelId"> {
  const { source, modelId, runId } = asked;
  if (modelId !== undefined) {
    const model = tables.loggedModels.get(modelId);
    if (model === undefined || !isWithin(source, model.artifactUri)) throw contradiction(source, "model_id");
    return { modelId, runId: runId ?? model.sourceRunId };
  }
  if (runId !== undefined) {
    const run = tables.runs.byId(runId);
    if (run === undefined || !isWithin(source, run.artifact_uri)) throw contradiction(source, "run_id");
    return { modelId: "", runId };
  }
  const segments = artifactPath(source).split("/");
  const model = segments.map((id) => tables.loggedModels.get(id)).find((each) => each !== undefined);
  if (model !== undefined && isWithin(source, model.artifactUri))
    return { modelId: model.modelId, runId: model.sourceRunId };
  const run = segments.map((id) => tables.runs.byId(id)).find((each) => each !== undefined);
  return { modelId: "", runId: run !== undefined && isWithin(source, run.artifact_uri) ? run.run_id : "" };
}

/** Nobody can say whose the files are: the caller is believed. */
function given(tables: Tables, { runId, modelId }: Asked): Pick<VersionSource, "runId" | "modelId"> {
  if (modelId === undefined) return { runId: runId ?? "", modelId: "" };
  return { runId: runId ?? loggedModel(tables, modelId).sourceRunId, modelId };
}

/** A path of this computer can be registered when it is in the artifacts of the run or model that is named. */
function localSource(tables: Tables, asked: Asked): VersionSource {
  const { source, runId, modelId } = asked;
  const model = modelId === undefined ? undefined : tables.loggedModels.get(modelId);
  const run = runId === undefined ? undefined : tables.runs.byId(runId);
  const root = modelId === undefined ? run?.artifact_uri : model?.artifactUri;
  const isLocal = root !== undefined && ["", "file"].includes(schemeOf(root));
  if (isLocal && isInFolder(localPath(source), localPath(root))) {
    return { source, storageLocation: source, ...given(tables, asked) };
  }
  const [parameter, owner] = modelId === undefined ? ["run_id", "run"] : ["model_id", "model"];
  throw invalidSource(
    source,
    `To use a local path as a model version source, the ${parameter} request parameter has to be specified and the ` +
      `local path has to be contained within the artifact directory of the ${owner} specified by the ${parameter}.`,
  );
}

const localPath = (uri: string): string =>
  posix.normalize(
    decoded(uri)
      .replace(/^file:(?:\/\/[^/]*)?/i, "")
      .replaceAll("\\", "/"),
  );

const artifactPath = (uri: string): string => decoded(uri).replace(/^mlflow-artifacts:(?:\/\/[^/]*)?\/*/i, "");

const isWithin = (source: string, root: string): boolean =>
  schemeOf(root) === "mlflow-artifacts" && isInFolder(artifactPath(source), artifactPath(root));

const isInFolder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder.replace(/\/+$/, "")}/`);

/** Refuses addresses that lead somewhere else than they seem to. */
function refuseRelative(source: string): void {
  const text = decoded(source);
  const path = text
    .replace(/^[^:]+:(?:\/\/[^/]*)?/, "")
    .replace(/[?#].*$/, "")
    .replace(/\/+/g, "/")
    .replace(/\/$/, "");
  const wrong =
    text.split("/").includes("..") || path.includes("\0") || !path.startsWith("/") || posix.normalize(path) !== path;
  if (!wrong) return;
  throw invalidSource(
    source,
    "If supplying a source as an http, https, local file path, ftp, objectstore, or mlflow-artifacts uri, " +
      "an absolute path must be provided without relative path references present. Please provide an absolute path.",
  );
}

/** Nobody encodes an address more often by accident. */
const decodings = 10;

function decoded(text: string): string {
  let form = text;
  for (let round = 0; round < decodings; round += 1) {
    const next = percentDecoded(form);
    if (next === form) return form;
    form = next;
  }
  return form;
}

function loggedModel({ loggedModels }: Tables, id: string): LoggedModelRow {
  const row = loggedModels.get(id);
  if (row === undefined || row.lifecycle === "deleted")
    throw notFound(`Logged model with ID '${id}' not found.`, { id });
  return row;
}

const invalidSource = (source: string, reason: string) =>
  invalidParameter(`Invalid model version source: '${source}'. ${reason}`, { source });

const contradiction = (source: string, parameter: "run_id" | "model_id") =>
  invalidSource(source, `The ${parameter} request parameter must identify the resource that contains the source.`);

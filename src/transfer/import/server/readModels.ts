import { isMissingEndpoint } from "../../remote/remoteMlflow.ts";
import type { ForeignItem } from "../foreign.ts";
import { modelStage, modelStatus, trueInfinity, versionSource } from "../mlflow/records.ts";
import { modelArtifacts } from "./artifacts.ts";
import type { AskServer } from "./askServer.ts";
import { attemptReading } from "./attemptReading.ts";
import { type LoggedModel, LoggedModelPage, ModelVersionPage, RegisteredModelPage } from "./schemas.ts";

/** An experiment's logged models with their files; MLflow 2 has none. */
export async function* readLoggedModels(server: AskServer, experiment: string): AsyncGenerator<ForeignItem> {
  const asked = { experiment_ids: [experiment], max_results: 50 };
  try {
    for await (const page of server.postPages(LoggedModelPage, "/api/2.0/mlflow/logged-models/search", asked)) {
      for (const model of page.models) yield* readLoggedModel(server, model, experiment);
    }
  } catch (error) {
    if (!isMissingEndpoint(error)) throw error;
  }
}

async function* readLoggedModel(
  server: AskServer,
  { info, data }: LoggedModel,
  experiment: string,
): AsyncGenerator<ForeignItem> {
  yield {
    kind: "loggedModel",
    experiment,
    modelId: info.model_id,
    name: info.name,
    modelType: info.model_type,
    ...(info.source_run_id === "" ? {} : { sourceRun: info.source_run_id }),
    status: modelStatus(info.status),
    createdAt: info.creation_timestamp_ms,
    updatedAt: info.last_updated_timestamp_ms,
    params: data.params,
    tags: info.tags,
    metrics: data.metrics.map((metric) => ({
      key: metric.key,
      value: trueInfinity(metric.value),
      time: metric.timestamp,
      step: metric.step,
      run: metric.run_id,
      ...(metric.dataset_name === "" ? {} : { dataset: { name: metric.dataset_name, digest: metric.dataset_digest } }),
    })),
  };
  const place = `logged model ${info.name} (${info.model_id})`;
  yield* attemptReading(place, modelArtifacts(server, info.model_id, info.artifact_uri));
}

/** The registered models, then their versions; prompts are among them, which servers leave out unless asked for. */
export async function* readRegistry(server: AskServer): AsyncGenerator<ForeignItem> {
  for (const filter of [{}, { filter: "tags.`mlflow.prompt.is_prompt` = 'true'" }]) yield* readModels(server, filter);
}

async function* readModels(server: AskServer, filter: Readonly<Record<string, string>>): AsyncGenerator<ForeignItem> {
  const aliases = new Map<string, readonly { readonly alias: string; readonly version: number }[]>();
  const asked = { max_results: "200", ...filter };
  const models = server.getPages(RegisteredModelPage, "/api/2.0/mlflow/registered-models/search", asked);
  for await (const page of models) {
    for (const { name, description, tags, aliases: own } of page.registered_models) {
      aliases.set(name, own);
      yield { kind: "registeredModel", name, description, tags };
    }
  }
  const versions = server.getPages(ModelVersionPage, "/api/2.0/mlflow/model-versions/search", asked);
  for await (const page of versions) {
    for (const version of page.model_versions) {
      const run = version.run_id === "" ? undefined : version.run_id;
      yield {
        kind: "modelVersion",
        name: version.name,
        version: version.version,
        description: version.description,
        stage: modelStage(version.current_stage),
        source: versionSource(version.source, run),
        ...(run === undefined ? {} : { run }),
        ...(version.model_id === "" ? {} : { modelId: version.model_id }),
        createdAt: version.creation_timestamp,
        updatedAt: version.last_updated_timestamp ?? version.creation_timestamp,
        tags: version.tags,
        aliases: (aliases.get(version.name) ?? []).flatMap((each) =>
          each.version === version.version ? [each.alias] : [],
        ),
      };
    }
  }
}

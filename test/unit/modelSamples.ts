import type { ModelVersionDetail, ModelVersionSummary, RegisteredModel } from "../../src/protocol/modelEntities.ts";

/** A version with nothing remarkable but what is named. */
export const version = (given: Partial<ModelVersionSummary> = {}): ModelVersionSummary => ({
  name: "digits",
  version: 1,
  aliases: [],
  stage: "None",
  createdAt: 0,
  updatedAt: 0,
  runId: "run1",
  headline: null,
  ...given,
});

/** A registered model with nothing remarkable but what is named. */
export const model = (given: Partial<RegisteredModel> = {}): RegisteredModel => ({
  name: "digits",
  description: "",
  tags: [],
  aliases: [],
  versions: 1,
  latest: version(),
  createdAt: 0,
  updatedAt: 0,
  ...given,
});

/** A version's details with nothing remarkable but what is named. */
export const versionDetail = (
  given: Partial<ModelVersionDetail> = {},
  files: Partial<ModelVersionDetail["files"]> = {},
): ModelVersionDetail => ({
  version: version(),
  description: "",
  tags: [],
  modelDescription: "",
  siblings: [1],
  run: null,
  modelId: null,
  metrics: [],
  metricsOf: "run",
  params: [],
  paramsOf: "run",
  promotions: [],
  code: null,
  ...given,
  files: {
    uri: "mlflow-artifacts:/0/run1/artifacts/model",
    folder: "/w/.tidemark/artifacts/0/run1/artifacts/model",
    files: [],
    size: 0,
    cut: false,
    description: null,
    problem: null,
    requirements: null,
    ...files,
  },
});

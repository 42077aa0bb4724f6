import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ask } from "./ask.ts";
import { type TrackingFixture, trackingFixture } from "./fixture.ts";

/** Puts a model's files where a client would upload them; answers their address. */
async function saveModel({ artifactRoot }: TrackingFixture, path: string, flavor = "sklearn"): Promise<string> {
  const folder = join(artifactRoot, path);
  await mkdir(folder, { recursive: true });
  const signature = { inputs: '[{"type": "double", "name": "x", "required": true}]', outputs: "[]" };
  await writeFile(
    join(folder, "MLmodel"),
    JSON.stringify({ flavors: { python_function: {}, [flavor]: {} }, signature }),
  );
  return `mlflow-artifacts:/${path}`;
}

async function runWithModel(test: TrackingFixture, path = "model"): Promise<string> {
  const { id } = await test.tracking.runs.create({ experimentId: "0", name: "heron", tags: [] });
  await test.tracking.recording.logBatch(id, {
    metrics: [{ key: "val_acc", value: 0.9, step: 0, time: 0 }],
    params: [{ key: "lr", value: "0.1" }],
    tags: [],
  });
  await saveModel(test, `0/${id}/artifacts/${path}`);
  return id;
}

async function registered(test: TrackingFixture, name = "digits"): Promise<string> {
  const runId = await runWithModel(test);
  await ask(test, "models/register", { name, source: { kind: "folder", runId, path: "model" } });
  return runId;
}

describe("registering a model", () => {
  it("makes the name with its first version, then adds versions", async () => {
    await using test = await trackingFixture();
    const runId = await runWithModel(test);
    const source = { kind: "folder" as const, runId, path: "model" };
    expect(await ask(test, "models/register", { name: "digits", source })).toEqual({ name: "digits", version: 1 });
    expect(await ask(test, "models/register", { name: "digits", source })).toEqual({ name: "digits", version: 2 });
    expect((await ask(test, "models/list", {})).models).toMatchObject([
      { name: "digits", versions: 2, latest: { version: 2, runId, headline: { key: "val_acc", value: 0.9 } } },
    ]);
  });

  it("leaves no empty model behind when the version can't be made", async () => {
    await using test = await trackingFixture();
    const source = { kind: "loggedModel" as const, modelId: "m-unknown" };
    await expect(ask(test, "models/register", { name: "digits", source })).rejects.toThrow();
    expect((await ask(test, "models/list", {})).models).toEqual([]);
  });

  it("takes a logged model, whose own metrics then count", async () => {
    await using test = await trackingFixture();
    const { tracking } = test;
    const run = await tracking.runs.create({ experimentId: "0", name: "heron", tags: [] });
    const made = await tracking.models.create({
      experimentId: "0",
      name: "forest",
      modelType: "",
      sourceRunId: run.id,
      params: [{ key: "depth", value: "4" }],
      tags: [],
    });
    await tracking.models.finish(made.id, "READY");
    await tracking.models.logMetrics([
      {
        key: "auc",
        value: 0.7,
        step: 0,
        time: 0,
        modelId: made.id,
        runId: run.id,
        dataset: { name: "wine", digest: "1" },
      },
    ]);
    await saveModel(test, made.artifactUri.replace("mlflow-artifacts:/", ""));
    const { candidates } = await ask(test, "models/candidates", { runId: run.id });
    expect(candidates).toMatchObject([
      {
        source: { kind: "loggedModel", modelId: made.id },
        name: "forest",
        ready: true,
        flavor: "sklearn",
        registered: [],
      },
    ]);
    await ask(test, "models/register", { name: "digits", source: { kind: "loggedModel", modelId: made.id } });
    expect(await ask(test, "models/version", { name: "digits", version: 1 })).toMatchObject({
      modelId: made.id,
      run: { id: run.id, name: "heron", deleted: false },
      metrics: [{ key: "auc", value: 0.7, dataset: "wine", goal: "max" }],
      metricsOf: "model",
      params: [{ key: "depth", value: "4" }],
      paramsOf: "model",
      files: { description: { signature: { inputs: [{ name: "x", type: "double" }] } } },
    });
    const again = await ask(test, "models/candidates", { runId: run.id });
    expect(again.candidates).toMatchObject([{ registered: [{ name: "digits", version: 1 }] }]);
  });
});

describe("a version", () => {
  it("shows a metric as it was measured last, once for each data set", async () => {
    await using test = await trackingFixture();
    const { tracking } = test;
    const run = await tracking.runs.create({ experimentId: "0", name: "heron", tags: [] });
    const { id: modelId } = await tracking.models.create({
      experimentId: "0",
      modelType: "",
      sourceRunId: run.id,
      params: [],
      tags: [],
    });
    const auc = (runId: string, time: number, value: number, dataset?: string) => ({
      ...{ key: "auc", step: 0, modelId, runId, time, value },
      ...(dataset === undefined ? {} : { dataset: { name: dataset, digest: "1" } }),
    });
    await tracking.models.logMetrics([auc("b", 1, 0.1), auc("a", 2, 0.2), auc("c", 1, 0.3), auc("a", 1, 0.4, "wine")]);
    await ask(test, "models/register", { name: "digits", source: { kind: "loggedModel", modelId } });
    const { metrics } = await ask(test, "models/version", { name: "digits", version: 1 });
    expect(metrics.map(({ value, dataset }) => [value, dataset])).toEqual([
      [0.2, null],
      [0.4, "wine"],
    ]);
  });

  it("has its run's metrics and parameters where the model has none", async () => {
    await using test = await trackingFixture();
    const runId = await registered(test);
    const detail = await ask(test, "models/version", { name: "digits", version: 1 });
    expect(detail).toMatchObject({
      version: { name: "digits", version: 1, aliases: [], stage: "None", runId },
      metrics: [{ key: "val_acc", value: 0.9, dataset: null }],
      metricsOf: "run",
      params: [{ key: "lr", value: "0.1" }],
      paramsOf: "run",
      siblings: [1],
      files: { uri: `mlflow-artifacts:/0/${runId}/artifacts/model`, files: [{ path: "MLmodel" }] },
    });
    const { candidates } = await ask(test, "models/candidates", { runId });
    expect(candidates).toMatchObject([
      { source: { kind: "folder", path: "model" }, flavor: "sklearn", registered: [{ version: 1 }] },
    ]);
  });

  it("may have files elsewhere, or a run that is not here", async () => {
    await using test = await trackingFixture();
    const { registry } = test.tracking;
    await registry.models.create({ name: "far", description: "", tags: [] });
    await registry.versions.create({ name: "far", source: "s3://bucket/model", description: "", tags: [] });
    const { version } = await registry.versions.create({
      name: "far",
      source: "mlflow-artifacts:/9/gone/artifacts/model",
      description: "",
      tags: [],
    });
    expect((await ask(test, "models/version", { name: "far", version: 1 })).files).toMatchObject({
      uri: "s3://bucket/model",
      folder: null,
      problem: "The files are kept elsewhere.",
    });
    expect(await ask(test, "models/version", { name: "far", version })).toMatchObject({
      run: null,
      metrics: [],
      files: { folder: null, problem: "The files are not there any more." },
    });
  });

  it("is described, staged and deleted", async () => {
    await using test = await trackingFixture();
    await registered(test);
    const id = { name: "digits", version: 1 };
    await ask(test, "models/describe", { ...id, description: "good" });
    await ask(test, "models/describe", { name: "digits", description: "reads digits" });
    await ask(test, "models/setStage", { ...id, stage: "Production" });
    expect(await ask(test, "models/version", id)).toMatchObject({
      description: "good",
      modelDescription: "reads digits",
      version: { stage: "Production" },
    });
    await ask(test, "models/deleteVersion", id);
    await expect(ask(test, "models/version", id)).rejects.toThrow('"digits" has no version 1');
    expect((await ask(test, "models/list", {})).models).toMatchObject([{ versions: 0, latest: null }]);
  });

  it("is called by aliases that move", async () => {
    await using test = await trackingFixture();
    await registered(test);
    await registered(test);
    const alias = (version: number) => ask(test, "models/setAlias", { name: "digits", version, alias: "champion" });
    expect(await alias(1)).toEqual({ previous: null });
    expect(await alias(2)).toEqual({ previous: 1 });
    expect(await ask(test, "models/versions", { name: "digits" })).toMatchObject({
      total: 2,
      versions: [
        { version: 2, aliases: ["champion"] },
        { version: 1, aliases: [] },
      ],
    });
    await ask(test, "models/deleteAlias", { name: "digits", alias: "champion" });
    expect((await ask(test, "models/list", {})).models[0]?.aliases).toEqual([]);
  });
});

describe("the list of models", () => {
  it("is in the order of names, without prompts", async () => {
    await using test = await trackingFixture();
    const { models } = test.tracking.registry;
    for (const name of ["b", "C", "a"]) await models.create({ name, description: "", tags: [] });
    await models.create({ name: "ask", description: "", tags: [{ key: "mlflow.prompt.is_prompt", value: "true" }] });
    expect((await ask(test, "models/list", {})).models.map(({ name }) => name)).toEqual(["a", "b", "C"]);
  });

  it("follows a new name, and forgets what is deleted", async () => {
    await using test = await trackingFixture();
    await registered(test);
    await ask(test, "models/rename", { name: "digits", to: "numbers" });
    expect((await ask(test, "models/version", { name: "numbers", version: 1 })).version.name).toBe("numbers");
    await expect(ask(test, "models/versions", { name: "digits" })).rejects.toThrow('no registered model "digits"');
    await ask(test, "models/delete", { name: "numbers" });
    expect((await ask(test, "models/list", {})).models).toEqual([]);
  });

  it("gives versions in pages", async () => {
    await using test = await trackingFixture();
    for (let version = 0; version < 3; version++) await registered(test);
    const page = await ask(test, "models/versions", { name: "digits", offset: 1, limit: 1 });
    expect(page).toMatchObject({ total: 3, versions: [{ version: 2 }] });
  });
});

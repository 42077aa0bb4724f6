import { describe, expect, it } from "vitest";
import type { NewModelVersion } from "../../../../src/tracking/registry/registryTypes.ts";
import { registryFixture } from "./registryFixture.ts";

async function sources() {
  const fixture = await registryFixture();
  const { tracking } = fixture.test;
  const run = await tracking.runs.create({ experimentId: "0", tags: [] });
  const model = await tracking.models.create({
    experimentId: "0",
    modelType: "",
    sourceRunId: run.id,
    params: [],
    tags: [],
  });
  await fixture.model("iris");
  const create = (input: Pick<NewModelVersion, "source" | "runId" | "modelId" | "tags"> | { source: string }) =>
    fixture.registry.versions.create({ name: "iris", description: "", tags: [], ...input });
  return { ...fixture, tracking, run, model, create, [Symbol.asyncDispose]: () => fixture[Symbol.asyncDispose]() };
}

describe("the source of a version", () => {
  it("can be a logged model, whose files and run it takes over, and which lists its versions from then on", async () => {
    await using test = await sources();
    const source = `models:/${test.model.id}`;
    expect(await test.create({ source })).toMatchObject({
      source,
      storageLocation: test.model.artifactUri,
      runId: test.run.id,
      modelId: test.model.id,
    });
    await test.create({ source });
    expect(test.tracking.models.get(test.model.id).tags).toEqual([
      { key: "mlflow.modelVersions", value: '[{"name":"iris","version":1},{"name":"iris","version":2}]' },
    ]);
  });

  it("can be a folder of a run or a model, whose id is read from it", async () => {
    await using test = await sources();
    const { artifactUri } = test.run;
    expect(await test.create({ source: `${artifactUri}/model` })).toMatchObject({ runId: test.run.id, modelId: "" });
    expect(await test.create({ source: `runs:/${test.run.id}/model` })).toMatchObject({ runId: test.run.id });
    expect(await test.create({ source: test.model.artifactUri })).toMatchObject({
      runId: test.run.id,
      modelId: test.model.id,
    });
    expect(await test.create({ source: "mlflow-artifacts:/9/gone/artifacts/model" })).toMatchObject({ runId: "" });
  });

  it("can be another version, by number, stage, alias or 'latest'", async () => {
    await using test = await sources();
    const { models, versions } = test.registry;
    await test.create({ source: `models:/${test.model.id}` });
    await models.setAlias("iris", "champion", 1);
    await versions.transitionStage("iris", 1, { stage: "Production", archiveExisting: false });
    await models.create({ name: "copy", description: "", tags: [] });
    for (const suffix of ["/1", "@champion", "/production", "/Latest"]) {
      const copy = await versions.create({ name: "copy", source: `models:/iris${suffix}`, description: "", tags: [] });
      expect(copy).toMatchObject({
        source: "models:/iris/1",
        storageLocation: test.model.artifactUri,
        runId: test.run.id,
        modelId: test.model.id,
      });
    }
  });

  it("is refused when the run or model that is named is another", async () => {
    await using test = await sources();
    const other = await test.tracking.runs.create({ experimentId: "0", tags: [] });
    const wrong = [
      { source: `runs:/${test.run.id}/model`, runId: other.id },
      { source: `${test.run.artifactUri}/model`, runId: other.id },
      { source: `${test.run.artifactUri}/model`, runId: "unknown" },
      { source: `models:/${test.model.id}`, modelId: "m-other" },
      { source: `${test.run.artifactUri}x/model`, runId: test.run.id },
    ];
    for (const each of wrong) {
      await expect(test.create({ tags: [], ...each })).rejects.toThrow(
        "request parameter must identify the resource that contains the source.",
      );
    }
    await test.create({ source: "s3://bucket/model" });
    await expect(test.create({ source: "models:/iris/1", runId: other.id, tags: [] })).rejects.toThrow(
      "must match the referenced model version",
    );
  });

  it("is refused when nothing has that id or name", async () => {
    await using test = await sources();
    for (const source of ["models:/m-unknown", "models:/nobody/1", "models:/iris/9", "runs:/unknown/model"]) {
      await expect(test.create({ source })).rejects.toMatchObject({ code: "notFound" });
    }
  });

  it.each([
    "mlflow-artifacts:/0/../../etc",
    "mlflow-artifacts:/0/%2e%2e/%252e%252e/etc",
    "s3://bucket/a/./b",
    "s3://bucket",
    "models:iris",
    "models://host/iris/1",
  ])("is refused when it leads elsewhere: %s", async (source) => {
    await using test = await sources();
    await expect(test.create({ source })).rejects.toMatchObject({ code: "invalidParameter" });
  });

  it("is a path of this computer only inside the artifacts of the run that is named", async () => {
    await using test = await sources();
    const experimentId = await test.tracking.experiments.create({
      name: "local",
      artifactLocation: "file:///data/runs",
      tags: [],
    });
    const run = await test.tracking.runs.create({ experimentId, tags: [] });
    const inside = `/data/runs/${run.id}/artifacts/model`;
    expect(await test.create({ source: inside, runId: run.id, tags: [] })).toMatchObject({ runId: run.id });
    expect(await test.create({ source: `file://${inside}`, runId: run.id, tags: [] })).toMatchObject({ runId: run.id });
    for (const source of [inside, "/etc/passwd", "C:\\models\\a", "file:///etc/passwd", "model"]) {
      await expect(test.create({ source })).rejects.toThrow("To use a local path as a model version source");
    }
    const outside = `/data/runs/${run.id}/artifacts/../../../../etc`;
    await expect(test.create({ source: outside, runId: run.id, tags: [] })).rejects.toThrow("To use a local path");
  });

  it("is not asked of a prompt, which MLflow's clients keep in the registry too", async () => {
    await using test = await sources();
    const tags = [{ key: "mlflow.prompt.is_prompt", value: "true" }];
    expect(await test.create({ source: "prompt-template", tags })).toMatchObject({ source: "prompt-template" });
  });
});

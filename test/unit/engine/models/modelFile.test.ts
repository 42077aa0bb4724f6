import { relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { modelFile } from "../../../../src/engine/models/modelFile.ts";
import { trackingFixture } from "../../tracking/fixture.ts";

async function loggedRun() {
  const test = await trackingFixture();
  const { runs, artifacts } = test.tracking;
  const run = await runs.create({ experimentId: "0", name: "made it", tags: [] });
  const put = (path: string, text = "a model") => artifacts.put(path, Readable.from([Buffer.from(text)]));
  const found = async (address: string): Promise<string> => {
    const asked = { tables: test.store.tables, workspace: "/work", artifactRoot: test.artifactRoot };
    return relative(test.artifactRoot, await modelFile(address, asked))
      .split(sep)
      .join("/");
  };
  return { test, run, put, found, [Symbol.asyncDispose]: () => test[Symbol.asyncDispose]() };
}

describe("the file that an address means", () => {
  it("is a path from the workspace's folder", async () => {
    await using here = await loggedRun();
    const { tables } = here.test.store;
    const found = await modelFile("models/a.onnx", { tables, workspace: "/work", artifactRoot: "/artifacts" });
    expect(found).toBe(resolve("/work", "models/a.onnx"));
  });

  it("is a run's artifact, or the only ONNX file in a folder of them", async () => {
    await using here = await loggedRun();
    const folder = `0/${here.run.id}/artifacts/model`;
    await here.put(`${folder}/model.onnx`);
    await here.put(`${folder}/MLmodel`);
    expect(await here.found(`runs:/${here.run.id}/model`)).toBe(`${folder}/model.onnx`);
    expect(await here.found(`runs:/${here.run.id}/model/model.onnx`)).toBe(`${folder}/model.onnx`);
    await here.put(`${folder}/other.onnx`);
    await expect(here.found(`runs:/${here.run.id}/model`)).rejects.toThrow("It has model.onnx, other.onnx");
    await expect(here.found(`runs:/${here.run.id}/none`)).rejects.toThrow("are not there");
    await expect(here.found(`runs:/${here.run.id}/../../x`)).rejects.toThrow();
  });

  it("is missing from a model of another kind, and the words say how to export it", async () => {
    await using here = await loggedRun();
    const folder = `0/${here.run.id}/artifacts`;
    const signature = `signature:\n  inputs: '[{"type": "double", "name": "a"}, {"type": "double", "name": "b"}]'\n`;
    await here.put(`${folder}/forest/MLmodel`, `flavors:\n  sklearn:\n    sklearn_version: 1.7.2\n${signature}`);
    await here.put(`${folder}/net/MLmodel`, "flavors:\n  pytorch:\n    pytorch_version: 2.9.0\n");
    await here.put(`${folder}/text/MLmodel`, "flavors:\n  transformers: {}\n");
    const forest = here.found(`runs:/${here.run.id}/forest`);
    await expect(forest).rejects.toThrow(`There is no ONNX file in runs:/${here.run.id}/forest. It is a scikit-learn`);
    await expect(forest).rejects.toThrow(`mlflow.sklearn.load_model("runs:/${here.run.id}/forest")`);
    await expect(forest).rejects.toThrow("sample = numpy.zeros((1, 2), numpy.float32)");
    await expect(here.found(`runs:/${here.run.id}/net`)).rejects.toThrow("torch.onnx.export(model, (sample,)");
    await expect(here.found(`runs:/${here.run.id}/text`)).rejects.toThrow(/text\.$/);
  });

  it("is in the model of that name which the run has logged apart from its artifacts", async () => {
    await using here = await loggedRun();
    const fields = { experimentId: "0", modelType: "onnx", sourceRunId: here.run.id, params: [], tags: [] };
    const model = await here.test.tracking.models.create({ ...fields, name: "net" });
    await here.put(`0/models/${model.id}/artifacts/model.onnx`);
    expect(await here.found(`runs:/${here.run.id}/net`)).toBe(`0/models/${model.id}/artifacts/model.onnx`);
    expect(await here.found(`models:/${model.id}`)).toBe(`0/models/${model.id}/artifacts/model.onnx`);
  });

  it("is that of a registered version, also where it was registered by its run's address", async () => {
    await using here = await loggedRun();
    const { registry } = here.test.tracking;
    await here.put(`0/${here.run.id}/artifacts/model/model.onnx`);
    await registry.models.create({ name: "failures", description: "", tags: [] });
    await registry.versions.create({
      name: "failures",
      source: `runs:/${here.run.id}/model`,
      description: "",
      tags: [],
    });
    expect(await here.found("models:/failures/1")).toBe(`0/${here.run.id}/artifacts/model/model.onnx`);
  });
});

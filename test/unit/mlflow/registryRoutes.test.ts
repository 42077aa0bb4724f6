import { Readable } from "node:stream";
import fastify from "fastify";
import { describe, expect, it } from "vitest";
import { registerMlflow } from "../../../src/mlflow/registerMlflow.ts";
import { trackingFixture } from "../tracking/fixture.ts";

type Method = "GET" | "POST" | "PATCH" | "DELETE";

/** A server with a model `iris` that has one version: the folder `model` of a run. */
async function server() {
  const fixture = await trackingFixture();
  const app = fastify();
  registerMlflow(app, fixture);
  const send = async (method: Method, path: string, body?: object) => {
    const answer = await app.inject({
      method,
      url: path.startsWith("/") ? path : `/api/2.0/mlflow/${path}`,
      ...(body === undefined ? {} : { headers: { "content-type": "application/json" }, body: JSON.stringify(body) }),
    });
    return { status: answer.statusCode, text: answer.body, json: answer.body.startsWith("{") ? answer.json() : null };
  };
  const run = await fixture.tracking.runs.create({ experimentId: "0", tags: [] });
  await send("POST", "registered-models/create", { name: "iris" });
  await send("POST", "model-versions/create", {
    name: "iris",
    source: `${run.artifactUri}/model`,
    run_id: run.id,
    tags: [{ key: "a", value: "b" }],
  });
  return {
    tracking: fixture.tracking,
    run,
    send,
    async [Symbol.asyncDispose]() {
      await app.close();
      await fixture[Symbol.asyncDispose]();
    },
  };
}

describe("the registry's endpoints", () => {
  it("answer a model and its version in MLflow's shape, with lists left out when empty", async () => {
    await using test = await server();
    const version = {
      name: "iris",
      version: "1",
      creation_timestamp: 1000,
      last_updated_timestamp: 1000,
      current_stage: "None",
      description: "",
      source: `${test.run.artifactUri}/model`,
      run_id: test.run.id,
      run_link: "",
      status: "READY",
      tags: [{ key: "a", value: "b" }],
    };
    expect(await test.send("GET", "model-versions/get?name=iris&version=1")).toMatchObject({
      status: 200,
      json: { model_version: version },
    });
    expect((await test.send("GET", "registered-models/get?name=iris")).json).toEqual({
      registered_model: {
        name: "iris",
        creation_timestamp: 1000,
        last_updated_timestamp: 1000,
        latest_versions: [version],
      },
    });
    await test.send("POST", "registered-models/alias", { name: "iris", alias: "champion", version: "1" });
    const { json } = await test.send("GET", "registered-models/alias?name=iris&alias=champion");
    expect(json.model_version.aliases).toEqual(["champion"]);
  });

  it("take the bodies of DELETE requests", async () => {
    await using test = await server();
    const gone = await test.send("DELETE", "model-versions/delete", { name: "iris", version: "1" });
    expect(gone).toMatchObject({ status: 200, json: {} });
    expect(await test.send("DELETE", "registered-models/delete", { name: "iris" })).toMatchObject({ status: 200 });
    expect(await test.send("DELETE", "registered-models/delete", { name: "iris" })).toMatchObject({
      status: 404,
      json: { error_code: "RESOURCE_DOES_NOT_EXIST", message: "Registered Model with name=iris not found" },
    });
    expect(await test.send("DELETE", "registered-models/delete")).toMatchObject({
      status: 400,
      json: { error_code: "INVALID_PARAMETER_VALUE" },
    });
  });

  it("answer the latest versions to GET and POST, under both prefixes", async () => {
    await using test = await server();
    const answers = [
      await test.send("POST", "registered-models/get-latest-versions", { name: "iris", stages: ["None"] }),
      await test.send("GET", "registered-models/get-latest-versions?name=iris&stages=None&stages=Staging"),
      await test.send("GET", "/ajax-api/2.0/mlflow/registered-models/get-latest-versions?name=iris"),
    ];
    for (const { json } of answers) expect(json.model_versions).toMatchObject([{ name: "iris", version: "1" }]);
  });

  it("say where a version's files are, and refuse a version that is no number", async () => {
    await using test = await server();
    const found = await test.send("GET", "model-versions/get-download-uri?name=iris&version=1");
    expect(found.json).toEqual({ artifact_uri: `${test.run.artifactUri}/model` });
    expect(await test.send("GET", "model-versions/get?name=iris&version=one")).toMatchObject({
      status: 400,
      json: { message: "Parameter 'version' must be an integer, got 'one'." },
    });
  });

  it("page through a search", async () => {
    await using test = await server();
    await test.send("POST", "registered-models/create", { name: "rose" });
    const first = await test.send("GET", "registered-models/search?max_results=1");
    expect(first.json.registered_models).toMatchObject([{ name: "iris" }]);
    const token = first.json.next_page_token;
    const rest = await test.send("GET", `registered-models/search?max_results=1&page_token=${token}`);
    expect(rest.json.registered_models).toMatchObject([{ name: "rose" }]);
    expect(rest.json.next_page_token).toBeUndefined();
    expect(await test.send("GET", "model-versions/search?max_results=200001")).toMatchObject({ status: 400 });
  });
});

describe("a file of a model version", () => {
  it("is downloaded from where the version's files are", async () => {
    await using test = await server();
    const folder = test.run.artifactUri.replace("mlflow-artifacts:/", "");
    await test.tracking.artifacts.put(`${folder}/model/MLmodel`, Readable.from(["flavors: {}"]));
    const download = (version: string, path: string) =>
      test.send("GET", `/model-versions/get-artifact?name=iris&version=${version}&path=${path}`);
    expect(await download("1", "MLmodel")).toMatchObject({ status: 200, text: "flavors: {}" });
    await test.send("POST", "model-versions/create", {
      name: "iris",
      source: `runs:/${test.run.id}/model`,
      run_id: test.run.id,
    });
    expect(await download("2", "MLmodel")).toMatchObject({ status: 200, text: "flavors: {}" });
    expect(await download("1", "none")).toMatchObject({ status: 404 });
    expect(await download("9", "MLmodel")).toMatchObject({ status: 404 });
    expect(await download("1", "../../secret")).toMatchObject({ status: 400 });
  });

  it("is not fetched from elsewhere", async () => {
    await using test = await server();
    await test.send("POST", "model-versions/create", { name: "iris", source: "s3://bucket/model" });
    expect(await test.send("GET", "/model-versions/get-artifact?name=iris&version=2&path=MLmodel")).toMatchObject({
      status: 501,
    });
  });
});

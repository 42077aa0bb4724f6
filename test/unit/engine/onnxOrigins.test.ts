import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { onnxOriginHandlers } from "../../../src/engine/handlers/onnxOrigins.ts";
import { nothingRecorded } from "../../../src/provenance/recordCode.ts";
import { trackingFixture } from "../tracking/fixture.ts";

const content = Buffer.from("a model");
const asked = { bytes: content.length, sha256: createHash("sha256").update(content).digest("hex") };
const context = { signal: new AbortController().signal, report: () => undefined };
const codeOf = () => ({ ...nothingRecorded, commit: "c0ffee" });

describe("the runs that have logged a model file", () => {
  it("are those with the same content, by any name, and not only of the same size", async () => {
    await using test = await trackingFixture();
    const { runs, artifacts } = test.tracking;
    const same = await runs.create({ experimentId: "0", name: "same", tags: [] });
    const other = await runs.create({ experimentId: "0", name: "other", tags: [] });
    await artifacts.put(`0/${same.id}/artifacts/deep/inside.onnx`, Readable.from([content]));
    await artifacts.put(`0/${other.id}/artifacts/model.onnx`, Readable.from([Buffer.from("a-model")]));
    const handlers = onnxOriginHandlers({ ...test, codeOf });
    expect(await handlers["onnx/origins"](asked, context)).toEqual({
      origins: [
        { runId: same.id, name: "same", commit: "c0ffee", artifact: `0/${same.id}/artifacts/deep/inside.onnx` },
      ],
    });
  });

  it("are the sources of the models that hold it", async () => {
    await using test = await trackingFixture();
    const { runs, artifacts, models } = test.tracking;
    const run = await runs.create({ experimentId: "0", name: "source", tags: [] });
    const fields = { experimentId: "0", name: "net", modelType: "onnx", sourceRunId: run.id, params: [], tags: [] };
    const model = await models.create(fields);
    await artifacts.put(`0/models/${model.id}/artifacts/model.onnx`, Readable.from([content]));
    const { origins } = await onnxOriginHandlers({ ...test, codeOf })["onnx/origins"](asked, context);
    expect(origins.map(({ name }) => name)).toEqual(["source"]);
  });

  it("are none where nothing was logged", async () => {
    await using test = await trackingFixture();
    expect(await onnxOriginHandlers({ ...test, codeOf })["onnx/origins"](asked, context)).toEqual({ origins: [] });
  });
});

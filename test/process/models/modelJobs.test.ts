import { writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { modelJob } from "../../../src/models/process/modelJob.ts";
import { onnxJobs } from "../../../src/models/process/onnxJobs.ts";
import { onnxContract } from "../../../src/protocol/onnxRequests.ts";
import { onnxBytes, onnxFile, smallModel } from "../../support/onnxFile.ts";

const entry = new URL("../../../src/models/process/onnxProcess.ts", import.meta.url);
const context = { signal: new AbortController().signal, report: () => undefined };

describe("the process that reads a model", () => {
  const path = onnxFile(onnxBytes(smallModel));
  const jobs = onnxJobs(entry, dirname(path));

  it("says what is in it, its nodes and what its values are like", async () => {
    expect(await jobs["onnx/inspect"]({ path }, context)).toMatchObject({ path, parameters: 6, problems: [] });
    const { nodes, count } = await jobs["onnx/graph"]({ path, limit: 1 }, context);
    expect({ count, operators: nodes.map(({ operator }) => operator) }).toEqual({ count: 2, operators: ["MatMul"] });
    expect(await jobs["onnx/statistics"]({ path, index: 0 }, context)).toMatchObject({ nan: 1, largest: 2 });
  });

  it("refuses what is no model, and names the file", async () => {
    const text = onnxFile(Buffer.from("import onnx\n"));
    await expect(jobs["onnx/inspect"]({ path: text }, context)).rejects.toMatchObject({
      code: "invalidParameter",
      message: expect.stringContaining(`${text} is no ONNX model`),
    });
  });
});

describe("a process for one job on a model", () => {
  const job = (code: string, more: { timeLimit?: number; signal?: AbortSignal } = {}) => {
    const file = join(dirname(onnxFile(Buffer.alloc(0))), "job.mjs");
    writeFileSync(file, code);
    const settings = { arguments: [], workspace: dirname(file), timeLimit: 60_000, memoryLimit: 64, what: "Reading" };
    return modelJob(onnxContract, { file: pathToFileURL(file), ...settings, ...more }, (request) =>
      request("onnx/inspect", { path: "model.onnx" }),
    );
  };
  const hanging = "process.on('message', () => {});";

  it("says how it ended when it dies", async () => {
    await expect(job("process.exit(7)")).rejects.toMatchObject({
      code: "unavailable",
      message: "Reading failed: its process ended with status 7.",
    });
  });

  it("says that it needs more memory than it may have", async () => {
    const greedy = "const held = []; while (true) held.push(new Array(100_000).fill(Math.random()));";
    await expect(job(greedy)).rejects.toThrow("Reading failed: it needs more than 64 MB of memory.");
  });

  it("is ended when it takes too long", async () => {
    await expect(job(hanging, { timeLimit: 300 })).rejects.toThrow("Reading failed: it took more than 0.3 seconds.");
  });

  it("is ended when nobody wants its answer any more", async () => {
    const abort = new AbortController();
    const asked = job(hanging, { signal: abort.signal });
    abort.abort();
    await expect(asked).rejects.toMatchObject({ code: "cancelled" });
  });
});

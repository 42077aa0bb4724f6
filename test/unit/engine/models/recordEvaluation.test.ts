import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { onnxOriginHandlers } from "../../../../src/engine/handlers/onnxOrigins.ts";
import { recorded } from "../../../../src/engine/models/recordEvaluation.ts";
import { EvaluationQuestion, EvaluationResult } from "../../../../src/protocol/evaluationEntities.ts";
import { nothingRecorded } from "../../../../src/provenance/recordCode.ts";
import { trackingFixture } from "../../tracking/fixture.ts";

const interval = { low: 0.7, high: 0.9, confidence: 0.95, method: "DeLong" };
const result = EvaluationResult.parse({
  ...{ task: "binary", label: "failed", positive: "1", threshold: null, classes: ["0", "1"] },
  data: { name: "machines", files: [], rows: 9, used: 9, leftOut: [] },
  model: {
    name: "a.onnx",
    figures: [
      { name: "roc_auc", value: 0.8, interval, rows: 9 },
      { name: "max_error", value: 3, interval: null, intervalReason: "it has none", rows: 9 },
      { name: "mcc", value: null, reason: "one class", interval: null, intervalReason: "one class", rows: 9 },
    ],
  },
  ...{ baselines: [], comparisons: null, confusion: null, curves: null, calibration: null, slices: [] },
  ...{ perLabel: [], queries: null, residuals: null },
  ...{ worst: [], disagreement: null, predictions: null, slicesLeftOut: 0, fairness: [], gates: [], milliseconds: 1 },
});

async function here() {
  const test = await trackingFixture();
  const { runs, artifacts } = test.tracking;
  const signal = new AbortController().signal;
  const origins = onnxOriginHandlers({ ...test, codeOf: () => nothingRecorded });
  let asked = 0;
  const evaluate = async (): Promise<EvaluationResult> => {
    asked += 1;
    return result;
  };
  const dependencies = {
    ...{ tracking: test.tracking, tables: test.store.tables, workspace: test.folder, artifactRoot: test.artifactRoot },
    originsOf: async (file: { bytes: number; sha256: string }) =>
      (await origins["onnx/origins"](file, { signal })).origins,
  };
  const ask = (path: string, record?: { name: string; run?: string }, work = evaluate) =>
    recorded(dependencies, work)(
      EvaluationQuestion.parse({
        path,
        data: { of: { dataset: "machines" } },
        task: "binary",
        label: "failed",
        record,
      }),
      { signal, report: () => undefined },
    );
  const logged = (name: string) => runs.create({ experimentId: "0", name, tags: [] });
  const put = (id: string, text: string) =>
    artifacts.put(`0/${id}/artifacts/a.onnx`, Readable.from([Buffer.from(text)]));
  const all = async () =>
    (await runs.search({ experimentIds: ["0"], filter: "", orderBy: [], view: "ACTIVE_ONLY", maxResults: 10 })).items;
  return {
    test,
    runs,
    ask,
    logged,
    put,
    all,
    asked: () => asked,
    [Symbol.asyncDispose]: () => test[Symbol.asyncDispose](),
  };
}

describe("the figures of an evaluation", () => {
  it("are kept nowhere unless that is asked for", async () => {
    await using at = await here();
    expect(await at.ask("a.onnx")).toBe(result);
    expect(await at.all()).toEqual([]);
  });

  it("become metrics and an artifact of the run that logged the same file", async () => {
    await using at = await here();
    const run = await at.logged("made it");
    await at.put(run.id, "a model");
    await writeFile(join(at.test.folder, "mine.onnx"), "a model");
    const { recorded: kept } = await at.ask("mine.onnx", { name: "failures" });
    expect(kept).toMatchObject({ runId: run.id, runName: "made it" });
    const metrics = at.runs.get(run.id).metrics.map(({ key, value }) => [key, value]);
    // An undefined figure is none, and not 0.
    expect(Object.fromEntries(metrics)).toEqual({
      "evaluation.failures.roc_auc": 0.8,
      "evaluation.failures.roc_auc.low": 0.7,
      "evaluation.failures.roc_auc.high": 0.9,
      "evaluation.failures.max_error": 3,
    });
    const { stream } = await at.test.tracking.artifacts.open(`0/${run.id}/artifacts/${kept?.artifact}`);
    expect(JSON.parse(Buffer.concat(await stream.toArray()).toString())).toEqual(result);
  });

  it("go to the run that an address or the user names", async () => {
    await using at = await here();
    const [first, second] = [await at.logged("first"), await at.logged("second")];
    expect((await at.ask(`runs:/${first.id}/a.onnx`, { name: "x" })).recorded?.runId).toBe(first.id);
    expect((await at.ask("a.onnx", { name: "x", run: second.id })).recorded?.runId).toBe(second.id);
  });

  it("go to a new run where none made the model, which fails with the evaluation", async () => {
    await using at = await here();
    await writeFile(join(at.test.folder, "mine.onnx"), "a model");
    await at.ask("mine.onnx", { name: "failures" });
    expect(await at.all()).toMatchObject([{ name: "evaluation of failures", status: "FINISHED" }]);
    const wrong = at.ask("mine.onnx", { name: "other" }, () => Promise.reject(new Error("wrong shape")));
    await expect(wrong).rejects.toThrow("wrong shape");
    const ends = (await at.all()).map(({ name, status }) => `${name}: ${status}`);
    expect(ends.sort()).toEqual(["evaluation of failures: FINISHED", "evaluation of other: FAILED"]);
  });

  it("wait for a run to be named where several logged the file, or the named one is not there, before any work", async () => {
    await using at = await here();
    const [first, second] = [await at.logged("first"), await at.logged("second")];
    await at.put(first.id, "a model");
    await at.put(second.id, "a model");
    await writeFile(join(at.test.folder, "mine.onnx"), "a model");
    await expect(at.ask("mine.onnx", { name: "x" })).rejects.toThrow(/Which run.*name one of them/);
    await expect(at.ask("mine.onnx", { name: "x", run: "none" })).rejects.toThrow("none");
    await at.runs.delete(first.id);
    await expect(at.ask("mine.onnx", { name: "x", run: first.id })).rejects.toThrow("active");
    expect(at.asked()).toBe(0);
  });
});

import { readdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { evaluationJobs } from "../../../src/models/process/evaluationJobs.ts";
import { EvaluationQuestion } from "../../../src/protocol/evaluationEntities.ts";
import { temporaryFolder } from "../../support/temporaryFolder.ts";

const entry = new URL("../../../src/models/process/evaluationProcess.ts", import.meta.url);
const model = fileURLToPath(new URL("../../fixtures/models/boosted.onnx", import.meta.url));

describe("the process that evaluates a model", () => {
  async function machines(rows: number, settings: { residentLimit?: number } = {}) {
    const folder = await temporaryFolder();
    const lines = Array.from(
      { length: rows },
      (_, i) => `${50 + (i % 20)},${i % 5},${i % 9000},${i % 3 === 0 ? 1 : 0}`,
    );
    await writeFile(join(folder.path, "machines.csv"), `temperature,vibration,hours,failed\n${lines.join("\n")}\n`);
    const question = EvaluationQuestion.parse({
      path: model,
      data: { of: { source: { paths: ["machines.csv"] } } },
      task: "binary",
      label: "failed",
      inputs: { X: ["temperature", "vibration", "hours"] },
      predictions: "answers.parquet",
    });
    const jobs = evaluationJobs(entry, { workspace: folder.path, temporaryFolder: tmpdir(), ...settings });
    return {
      question,
      folder,
      evaluate: jobs["evaluation/run"],
      [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
    };
  }

  it("tells how far it is, and saves the predictions in the workspace", async () => {
    await using at = await machines(500);
    const steps: string[] = [];
    const report = ({ step }: { step: string }): void => void steps.push(step);
    const result = await at.evaluate(at.question, { signal: new AbortController().signal, report });
    expect(result.data).toMatchObject({ rows: 500, used: 500 });
    expect(steps.at(-1)).toBe("Saving the predictions");
    expect(steps).toContain("Asking the model: 500 of 500 rows");
    expect((await readdir(at.folder.path)).sort()).toEqual(["answers.parquet", "machines.csv"]);
  });

  it("ends when nobody wants its answer any more, and leaves nothing behind", async () => {
    await using at = await machines(100_000);
    const controller = new AbortController();
    const report = ({ step }: { step: string }): void => {
      if (step.startsWith("Asking")) controller.abort();
    };
    await expect(at.evaluate(at.question, { signal: controller.signal, report })).rejects.toMatchObject({
      code: "cancelled",
      message: "Evaluating boosted.onnx was cancelled.",
    });
    expect(await readdir(at.folder.path)).toEqual(["machines.csv"]);
  });

  it("ends when it needs more memory than it may have, of whatever kind, and says so", async () => {
    await using at = await machines(10, { residentLimit: 16 });
    const context = { signal: new AbortController().signal, report: () => undefined };
    await expect(at.evaluate(at.question, context)).rejects.toMatchObject({
      code: "unavailable",
      message: "Evaluating boosted.onnx failed: it needs more than 16 MB of memory.",
    });
  });
});

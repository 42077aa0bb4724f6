import { describe, expect, it } from "vitest";
import { optimiseReportHandlers } from "../../../../src/engine/models/optimiseReport.ts";
import { TidemarkError } from "../../../../src/protocol/errors.ts";
import { EvaluationQuestion } from "../../../../src/protocol/evaluationEntities.ts";
import { openStore } from "../../../../src/store/openStore.ts";
import { benchmarkResult } from "../../../support/benchmarkResult.ts";

type Parts = Parameters<typeof optimiseReportHandlers>[0];

const at = { file: "/w/tidemark.yaml", range: { start: { line: 4, character: 0 }, end: { line: 4, character: 1 } } };
const question = EvaluationQuestion.parse({
  path: "a.onnx",
  data: { of: { dataset: "rows" } },
  task: "regression",
  label: "y",
  gates: [{ metric: "mae", max: 1 }],
});

function handlers(change: Partial<Parts> = {}) {
  const store = openStore(":memory:");
  return optimiseReportHandlers({
    workspace: "/w",
    artifactRoot: "/w/artifacts",
    tables: store.tables,
    make: async ({ path, how }) => ({
      original: { path, bytes: 100 },
      made: { path: `${path}.${how}`, bytes: 30 },
      tool: "onnxruntime 1",
    }),
    measure: async () => ({
      ...benchmarkResult,
      noise: ["the machine is busy"],
      other: benchmarkResult.model,
      ratio: { ratio: 0.5, interval: null, intervalReason: "one round" },
    }),
    judge: async () => {
      throw new TidemarkError("notFound", "There is no file absent.csv.");
    },
    declared: async () => ({
      file: "/w/tidemark.yaml",
      problems: [],
      evaluations: [{ name: "wear", place: at, gatePlaces: [], question }],
    }),
    ...change,
  });
}

const compare = (change: Partial<Parts>, asked: object = {}, signal = new AbortController().signal) =>
  handlers(change)["optimise/compare"](
    { path: "a.onnx", how: ["int8", "float16"], replace: false, seconds: 1, ...asked },
    { signal, report: () => undefined },
  );

describe("what smaller models gain and lose", () => {
  it("is judged by the evaluation that is about the model, against the original and without its gates", async () => {
    const asked: EvaluationQuestion[] = [];
    const judge: Parts["judge"] = async (given) => {
      asked.push(given);
      throw new Error("stopped");
    };
    expect((await compare({ judge })).evaluation).toBe("wear");
    expect(asked.map(({ path, baseline, gates }) => ({ path, baseline, gates }))).toEqual([
      { path: "/w/a.onnx.int8", baseline: "/w/a.onnx", gates: [] },
      { path: "/w/a.onnx.float16", baseline: "/w/a.onnx", gates: [] },
    ]);
  });

  it("tells both medians by batch, and why the rest is not known", async () => {
    const { models } = await compare({}, { how: ["int8"] });
    expect(models).toEqual([
      {
        how: "int8",
        path: "/w/a.onnx.int8",
        bytes: 30,
        originalBytes: 100,
        tool: "onnxruntime 1",
        ratios: [1, 64].map((batch) => ({
          batch,
          median: 1,
          originalMedian: 1,
          noise: ["the machine is busy"],
          ratio: { ratio: 0.5, interval: null, intervalReason: "one round" },
        })),
        evaluation: null,
        unjudged: "There is no file absent.csv.",
      },
    ]);
  });

  it("tells of one that could not be made or measured, and goes on with the other", async () => {
    const make: Parts["make"] = async ({ path, how }) => {
      if (how === "int8") throw new TidemarkError("conflict", "a.int8.onnx is there already.");
      return { original: { path, bytes: 1 }, made: { path: "b", bytes: 1 }, tool: "t" };
    };
    const measure: Parts["measure"] = async () => {
      throw new Error("It has no free batch.");
    };
    const { models } = await compare({ make, measure });
    expect(models[0]).toEqual({ how: "int8", error: "a.int8.onnx is there already.", isThere: true });
    expect(models[1]).toMatchObject({ how: "float16", ratios: [{ reason: "It has no free batch." }, {}] });
  });

  it("is not told where it is cancelled", async () => {
    const work = new AbortController();
    const measure: Parts["measure"] = async () => {
      work.abort();
      throw new Error("cancelled");
    };
    await expect(compare({ measure }, {}, work.signal)).rejects.toThrow("cancelled");
  });

  it("names the line of tidemark.yaml that may be why no evaluation is about the model", async () => {
    const problem = { path: "evaluation:fit/gates/0", severity: "error", message: "There is no such metric.", ...at };
    const declared: Parts["declared"] = async () => ({
      file: "tidemark.yaml",
      problems: [{ ...problem, severity: "error" as const }],
      evaluations: [],
    });
    const { evaluation, models } = await compare({ declared }, { how: ["int8"] });
    expect(evaluation).toBeNull();
    const words = "No evaluation of tidemark.yaml is about this model. tidemark.yaml:5: There is no such metric.";
    expect(models).toMatchObject([{ unjudged: words }]);
    await expect(compare({ declared }, { evaluation: "fit" })).rejects.toThrow(
      'There is no evaluation "fit" in tidemark.yaml. tidemark.yaml:5: There is no such metric.',
    );
    const signal = new AbortController().signal;
    expect(await handlers()["optimise/evaluations"]({ path: "b.onnx" }, { signal })).toEqual({
      own: [],
      others: ["wear"],
    });
  });
});

import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { evaluate } from "../../../../src/models/evaluate/evaluate.ts";
import {
  type EvaluationFigure,
  EvaluationQuestion,
  EvaluationResult,
} from "../../../../src/protocol/evaluationEntities.ts";

// What makeTasks.py has written.
const workspace = fileURLToPath(new URL("../../../fixtures/models", import.meta.url));
const Expected = z.record(z.string(), z.record(z.string(), z.number()));
const expected = Expected.parse(JSON.parse(await readFile(join(workspace, "expectedTasks.json"), "utf8")));

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: tmpdir() });
});
afterAll(() => database[Symbol.asyncDispose]());

const inputs = { X: ["temperature", "vibration", "hours"] };
async function evaluated(question: Partial<z.input<typeof EvaluationQuestion>>): Promise<EvaluationResult> {
  using session = await database.session();
  const data = { of: { source: { paths: ["tasks.csv"] } } };
  const asked = EvaluationQuestion.parse({ path: "states.onnx", data, label: "labels", inputs, ...question });
  return EvaluationResult.parse(await evaluate(session, asked, { workspace, report: () => undefined }));
}

function expectFigures(found: readonly EvaluationFigure[], wanted: Readonly<Record<string, number>> = {}): void {
  expect(Object.keys(wanted)).not.toEqual([]);
  for (const [name, value] of Object.entries(wanted)) {
    const figure = found.find((one) => one.name === name);
    expect(figure?.value, name).toBeCloseTo(value, 9);
    if (figure?.interval) {
      expect(figure.interval.low, name).toBeLessThanOrEqual(value);
      expect(figure.interval.high, name).toBeGreaterThanOrEqual(value);
    }
  }
}

describe("several labels a row", () => {
  const multilabel = {
    task: "multilabel" as const,
    labels: ["is_new", "is_used", "is_worn"],
    label: "is_new, is_used, is_worn",
    threshold: 0.4,
  };

  it("agree with scikit-learn, each label by itself too, beside what is commonest", async () => {
    const { model, perLabel, baselines, classes, threshold } = await evaluated(multilabel);
    expectFigures(model.figures, expected.multilabel);
    expect({ classes, threshold }).toEqual({ classes: multilabel.labels, threshold: 0.4 });
    expect(perLabel.map(({ label }) => label)).toEqual(multilabel.labels);
    const macro = perLabel.reduce((sum, { f1 }) => sum + (f1 ?? 0), 0) / 3;
    expect(macro).toBeCloseTo(expected.multilabel?.macro_f1 ?? Number.NaN, 9);
    expect(baselines.map(({ name }) => name)).toEqual(["commonest of each label"]);
  });

  it("are compared with another model's, also in slices, and the worst rows come first", async () => {
    const { comparisons, slices, worst, disagreement } = await evaluated({
      ...multilabel,
      baseline: "states.onnx",
      slices: ["site"],
    });
    expect(comparisons?.map(({ name, difference }) => [name, difference])).toEqual(
      ["subset_accuracy", "micro_f1", "macro_f1", "samples_f1", "hamming_loss", "lrap"].map((name) => [name, 0]),
    );
    expect(slices.reduce((sum, { rows }) => sum + rows, 0)).toBe(600);
    expect(slices[0]?.comparisons).toMatchObject([{ name: "subset_accuracy", difference: 0 }]);
    expect(disagreement).toMatchObject({ onlyModel: 0, onlyOther: 0 });
    const [first] = worst;
    expect(first?.values.right).toBe(false);
    expect(Object.keys(first?.values ?? {})).toEqual(["label", "answer", "right", "other_answer", "other_right"]);
  });

  it("are left out where one is neither 1 nor 0, and refused where the model has another number of scores", async () => {
    const { data } = await evaluated({ ...multilabel, labels: ["is_new", "is_used", "relevance"] });
    expect(data.leftOut).toEqual([{ reason: '"relevance" is neither 1 nor 0', rows: expect.any(Number) }]);
    await expect(evaluated({ ...multilabel, labels: ["is_new", "is_used"] })).rejects.toThrow(
      "states.onnx has 3 scores for each row, and the evaluation 2 labels.",
    );
  });
});

describe("a ranking", () => {
  const ranking = { path: "ranker.onnx", task: "ranking", label: "relevance", group: "inspection", k: 5 } as const;

  it("agrees with scikit-learn query by query, and says which have nothing to find", async () => {
    const { model, queries } = await evaluated(ranking);
    const { queries: judged, ...figures } = expected.ranking ?? {};
    expectFigures(model.figures, figures);
    expect(queries).toEqual({ all: 40, leftOut: 1, k: 5 });
    expect(model.figures.every(({ rows }) => rows === judged)).toBe(true);
  });

  it("stands beside an order by chance, whose figures are expected ones", async () => {
    const { model, baselines, worst } = await evaluated(ranking);
    const [chance] = baselines;
    expect(chance?.name).toBe("order by chance");
    const ndcg = (figures: readonly EvaluationFigure[]) => figures.find(({ name }) => name === "ndcg_at_k")?.value ?? 0;
    expect(ndcg(chance?.figures ?? [])).toBeLessThan(ndcg(model.figures));
    const ordered = worst.map(({ values }) => Number(values.ndcg_at_k));
    expect(ordered).toEqual(ordered.toSorted((a, b) => a - b));
    expect(Object.keys(worst[0]?.values ?? {})[0]).toBe("inspection");
  });

  it("is compared over queries, which the words say", async () => {
    const { comparisons } = await evaluated({ ...ranking, baseline: "wear.onnx" });
    expect(comparisons?.[0]).toMatchObject({ name: "ndcg_at_k", rows: 39 });
    expect(comparisons?.[0]?.sentence).toContain("39 queries");
  });

  it("leaves out rows whose relevance is negative, and needs one score a row", async () => {
    const { data } = await evaluated({ ...ranking, label: "wear" });
    expect(data.leftOut[0]?.reason).toBe('"wear" is missing, negative or no number');
    await expect(evaluated({ ...ranking, path: "states.onnx" })).rejects.toThrow("one is due to rank the rows by");
  });
});

describe("the likeness of pairs", () => {
  const pair = { X: ["other_temperature", "other_vibration", "other_hours"] };

  it("is the cosine of what the model makes of both, and agrees with SciPy and scikit-learn", async () => {
    const alike = await evaluated({ task: "similarity", label: "alike", pair });
    expect(alike.model.figures.map(({ name }) => name)).toEqual(["spearman", "pearson"]);
    expectFigures(alike.model.figures, expected.similarity);
    const same = await evaluated({
      task: "similarity",
      label: "same",
      pair,
      baseline: "states.onnx",
      slices: ["site"],
    });
    expectFigures(same.model.figures, expected.same);
    expect(same.comparisons?.map(({ name, difference }) => [name, difference])).toEqual([
      ["pearson", 0],
      ["roc_auc", 0],
    ]);
    expect(same.slices).toHaveLength(3);
  });
});

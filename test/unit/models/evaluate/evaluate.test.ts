import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { evaluate } from "../../../../src/models/evaluate/evaluate.ts";
import type { PredictionFile } from "../../../../src/models/evaluate/writePredictions.ts";
import {
  type EvaluatedModel,
  EvaluationQuestion,
  EvaluationResult,
} from "../../../../src/protocol/evaluationEntities.ts";

const workspace = fileURLToPath(new URL("../../../fixtures/models", import.meta.url));
const Expected = z.record(z.string(), z.record(z.string(), z.number()));
const expected = Expected.parse(JSON.parse(await readFile(join(workspace, "expected.json"), "utf8")));

let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: tmpdir() });
});
afterAll(() => database[Symbol.asyncDispose]());

const machines = { of: { source: { paths: ["machines.csv"] } } };
const features = { X: ["temperature", "vibration", "hours"] };

async function evaluated(
  question: Partial<z.input<typeof EvaluationQuestion>>,
  predictions?: PredictionFile,
): Promise<EvaluationResult> {
  using session = await database.session();
  const asked = EvaluationQuestion.parse({
    path: "boosted.onnx",
    data: machines,
    task: "binary",
    label: "failed",
    inputs: features,
    ...question,
  });
  const found = await evaluate(session, asked, { workspace, predictions, report: () => undefined });
  return EvaluationResult.parse(found);
}

const failure = (question: Partial<z.input<typeof EvaluationQuestion>>): Promise<string> =>
  evaluated(question).then(
    () => "none",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

describe("an evaluation agrees with scikit-learn on", () => {
  it.each([
    // Its probabilities are maps, which the runtime doesn't hand over.
    ["linear.onnx", {}],
    ["states.onnx", { task: "multiclass", label: "state" }],
    ["wear.onnx", { task: "regression", label: "wear" }],
  ] as const)("%s", async (path, question) => {
    const { model, data } = await evaluated({ path, ...question });
    expect(data).toMatchObject({ rows: 600, used: 600, leftOut: [] });
    expectToAgree(model, path);
  });
});

function expectToAgree({ figures }: EvaluatedModel, path: string): void {
  const found = new Map(figures.map(({ name, value }) => [name, value]));
  for (const [name, value] of Object.entries(expected[path.replace(".onnx", "")] ?? {})) {
    expect(found.get(name), name).toBeCloseTo(value, 9);
  }
}

describe("an evaluation", () => {
  let result: EvaluationResult;
  beforeAll(async () => {
    result = await evaluated({ baseline: "linear.onnx", slices: ["site"] });
  });

  it("has every figure, as scikit-learn has it, with its interval around it, or why there is none", () => {
    expectToAgree(result.model, "boosted.onnx");
    for (const { name, value, interval, intervalReason } of result.model.figures) {
      if (interval === null) expect(intervalReason, name).toBeTruthy();
      else {
        expect(interval.low, name).toBeLessThanOrEqual(value ?? Number.NaN);
        expect(interval.high, name).toBeGreaterThanOrEqual(value ?? Number.NaN);
      }
    }
  });

  it("has the figures of the commonest class, and of another model, on the same rows", () => {
    const [always, linear] = result.baselines;
    expect(always).toMatchObject({ name: 'always "0"' });
    expect(always?.figures[0]).toMatchObject({ name: "roc_auc", value: 0.5 });
    if (linear !== undefined) expectToAgree(linear, linear.name);
    expect(linear?.name).toBe("linear.onnx");
  });

  it("compares with the other model by each metric, and says which is better only where that is shown", () => {
    const { comparisons } = result;
    const auc = comparisons?.find(({ name }) => name === "roc_auc");
    expect(auc?.difference).toBeCloseTo((expected.boosted?.roc_auc ?? 0) - (expected.linear?.roc_auc ?? 0), 9);
    expect(auc).toMatchObject({ outcome: "second better", test: "DeLong's test", rows: 600 });
    expect(auc?.sentence).toContain("boosted.onnx is better in roc_auc: boosted.onnx minus linear.onnx is 0.107");
    for (const { interval, outcome, adjustedP, p } of comparisons ?? []) {
      if (interval !== null && interval.low <= 0 && interval.high >= 0) expect(outcome).toBe("no difference shown");
      expect(adjustedP).toBeGreaterThanOrEqual(p ?? 1);
    }
  });

  it("has figures for the rows of each slice", () => {
    const { slices } = result;
    expect(slices.map(({ value }) => value)).toEqual(["north", "south", "harbour"]);
    expect(slices.reduce((sum, { rows }) => sum + rows, 0)).toBe(600);
    const harbour = slices.find(({ value }) => value === "harbour");
    const accuracy = harbour?.figures.find(({ name }) => name === "accuracy");
    expect(accuracy?.value).toBeCloseTo(expected.harbour?.accuracy ?? Number.NaN, 9);
    expect(harbour?.adjustedP).toBeGreaterThanOrEqual(harbour?.p ?? 1);
  });

  it("compares with the other model on the rows of each slice, by right answers and by scores, and adjusts for how many comparisons there are", () => {
    const { slices, disagreement } = result;
    const all = slices.flatMap(({ comparisons }) => comparisons);
    const smallest = Math.min(...all.map(({ p }) => p ?? Number.NaN));
    for (const { comparisons, rows, value } of slices) {
      expect(comparisons).toMatchObject([
        { name: "accuracy", rows },
        { name: "roc_auc", rows },
      ]);
      for (const { name, sentence, p, adjustedP } of comparisons) {
        expect(sentence).toContain(`${name} where site is ${value}`);
        if (p === smallest) expect(adjustedP).toBeCloseTo(Math.min(1, 6 * smallest), 12);
      }
    }
    const net = slices.reduce(
      (sum, { comparisons: [accuracy], rows }) => sum + (accuracy?.difference ?? Number.NaN) * rows,
      0,
    );
    expect(net).toBeCloseTo((disagreement?.onlyModel ?? 0) - (disagreement?.onlyOther ?? 0), 9);
  });

  it("tells how evenly each slice column's groups are treated", () => {
    const [site, ...others] = result.fairness;
    expect(others).toEqual([]);
    expect(site?.column).toBe("site");
    for (const { name, value } of site?.figures ?? []) {
      expect(value, name).toBeCloseTo(expected.fairness?.[name] ?? Number.NaN, 9);
    }
  });

  it("has a matrix whose cells are all the rows, and curves from corner to corner", () => {
    expect(result.confusion?.flat().reduce((sum, rows) => sum + rows, 0)).toBe(600);
    expect(result.curves?.roc?.x.at(0)).toBe(0);
    expect(result.curves?.roc?.y.at(-1)).toBe(1);
    expect(result.calibration?.bins.reduce((sum, { size }) => sum + size, 0)).toBe(600);
  });
});

it("rows that a model can't be asked about are counted by their reason", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tidemark-evaluate-"));
  const rows = ["1,north,5,1", "2,south,5,0", "3,,5,0", "4,harbour,5,", ",north,7,1"];
  await writeFile(join(folder, "rows.csv"), ["temperature,site,hours,failed", ...rows, ""].join("\n"));
  const { data, slices, worst } = await evaluated({
    slices: ["site", "temperature"],
    data: { of: { source: { paths: [join(folder, "rows.csv")] } } },
    inputs: { X: ["temperature", { column: "site", map: { north: 1, harbour: 2 } }, "hours"] },
  });
  await rm(folder, { recursive: true });
  expect(data.rows).toBe(5);
  // The trees answer where a temperature is missing, which is NaN for them.
  expect(data.used).toBe(2);
  expect(data.leftOut).toEqual([
    { reason: '"site" has a value that its map lacks', rows: 2 },
    { reason: '"failed" is missing', rows: 1 },
  ]);
  // Values of which no row was asked about are no slices.
  expect(slices.map(({ column, value, rows }) => `${column} ${value}: ${rows}`)).toEqual([
    "site north: 2",
    "temperature 1: 1",
    "temperature null: 1",
  ]);
  expect(worst.map(({ row }) => row)).toSatisfy((found: number[]) => found.every((row) => row === 1 || row === 5));
});

it("a number that is missing is NaN to the model and not 0, which would be an answer about another row", async () => {
  const folder = await mkdtemp(join(tmpdir(), "tidemark-evaluate-"));
  await writeFile(join(folder, "rows.csv"), "temperature,vibration,hours,failed\n60,2,900,1\n,2,900,1\n60,2,90,0\n");
  const { data } = await evaluated({
    path: "linear.onnx",
    data: { of: { source: { paths: [join(folder, "rows.csv")] } } },
  });
  await rm(folder, { recursive: true });
  // A linear model has no answer where one of its numbers is missing; for 0 it would have one.
  expect(data).toMatchObject({ used: 2, leftOut: [{ reason: "linear.onnx answers with no number", rows: 1 }] });
});

describe("two models", () => {
  it("are told apart by the rows that only one of them has right", async () => {
    const { disagreement, comparisons, confusion } = await evaluated({ baseline: "linear.onnx" });
    const { bothRight = 0, onlyModel = 0, onlyOther = 0, bothWrong = 0, rows = [] } = disagreement ?? {};
    expect(bothRight + onlyModel + onlyOther + bothWrong).toBe(600);
    expect(bothRight + onlyModel).toBe((confusion?.[0]?.[0] ?? 0) + (confusion?.[1]?.[1] ?? 0));
    const accuracy = comparisons?.find(({ name }) => name === "accuracy");
    expect((onlyModel - onlyOther) / 600).toBeCloseTo(accuracy?.difference ?? Number.NaN, 12);
    expect(rows).toHaveLength(Math.min(100, onlyModel + onlyOther));
    for (const { values } of rows) expect(values.right).not.toBe(values.other_right);
  });

  it("have no such rows where they are one", async () => {
    const { disagreement } = await evaluated({ baseline: "boosted.onnx" });
    expect(disagreement).toMatchObject({ onlyModel: 0, onlyOther: 0, rows: [] });
  });
});

describe("the worst rows", () => {
  it("are wrong, the surest answer first", async () => {
    const { worst, confusion } = await evaluated({});
    expect(worst).toHaveLength(Math.min(100, (confusion?.[0]?.[1] ?? 0) + (confusion?.[1]?.[0] ?? 0)));
    const sure = worst.map(({ values }) => Math.abs(Number(values.score) - 0.5));
    expect(sure).toEqual([...sure].sort((a, b) => b - a));
    for (const { values } of worst) expect(values).toMatchObject({ right: false });
  });

  it("of a regression are farthest from the number", async () => {
    const { worst, model } = await evaluated({ path: "wear.onnx", task: "regression", label: "wear" });
    const largest = model.figures.find(({ name }) => name === "max_error")?.value;
    expect(Math.abs(Number(worst[0]?.values.error))).toBeCloseTo(largest ?? Number.NaN, 12);
  });
});

describe("predictions", () => {
  let folder: string;
  let file: PredictionFile;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "tidemark-predictions-"));
    file = { target: join(folder, "failures.parquet"), draft: join(folder, ".draft") };
  });
  afterEach(() => rm(folder, { recursive: true }));

  const asked = async (sql: string) => {
    using session = await database.session();
    return (await session.table(sql.replace("FILE", `'${file.target}'`))).map((row) => row.map(String));
  };

  it("are rows as they were, by their number, with what is true and what was answered", async () => {
    const { predictions, model } = await evaluated({ baseline: "linear.onnx" }, file);
    expect(predictions).toEqual({ path: file.target, rows: 600, version: null });
    const accuracy = model.figures.find(({ name }) => name === "accuracy")?.value ?? Number.NaN;
    expect(await asked("SELECT count(*), sum(_right::INT), min(_row), max(_row) FROM FILE")).toEqual([
      ["600", String(Math.round(accuracy * 600)), "1", "600"],
    ]);
    expect(await asked("SELECT count(*) FROM FILE WHERE _label <> failed::VARCHAR")).toEqual([["0"]]);
    expect(await asked("SELECT column_name FROM (DESCRIBE FROM FILE)")).toEqual(
      [
        ...["_row", "_label", "_answer", "_right", "_score", "_other_answer", "_other_right", "_other_score"],
        ...["site", "temperature", "vibration", "hours", "failed", "state", "wear"],
      ].map((name) => [name]),
    );
    expect(await readdir(folder)).toEqual(["failures.parquet"]);
  });

  it("keep the numbers and values of rows beside which others were left out, in Parquet of several row groups", async () => {
    const source = join(folder, "rows.parquet");
    await asked(
      `COPY (SELECT i AS temperature, 2.0 AS vibration, i AS hours, CASE WHEN i % 3 = 0 THEN NULL ELSE i % 2 END AS failed
       FROM range(10000) t(i)) TO '${source}' (FORMAT parquet, ROW_GROUP_SIZE 2048)`,
    );
    await evaluated({ data: { of: { source: { paths: [source] } } } }, file);
    expect(
      await asked("SELECT count(*), count(*) FILTER (_row <> hours + 1 OR _label <> failed::VARCHAR) FROM FILE"),
    ).toEqual([["6666", "0"]]);
  });

  it("replace predictions and no other file", async () => {
    await evaluated({}, file);
    await evaluated({ path: "linear.onnx" }, file);
    expect(await asked("SELECT count(*) FROM FILE")).toEqual([["600"]]);
    await writeFile(file.target, "mine");
    await expect(evaluated({}, file)).rejects.toThrow("is there already and holds no predictions");
    expect(await readFile(file.target, "utf8")).toBe("mine");
    const text = { ...file, target: join(folder, "failures.csv") };
    await expect(evaluated({}, text)).rejects.toThrow("failures.csv has to end with .parquet");
  });

  it("are refused where the data's columns are called as theirs", async () => {
    const source = join(folder, "rows.csv");
    await writeFile(source, "temperature,vibration,hours,failed,_Score\n1,2,3,1,9\n3,2,3,0,9\n");
    await expect(evaluated({ data: { of: { source: { paths: [source] } } } }, file)).rejects.toThrow('column "_Score"');
  });
});

describe("what doesn't fit is told with", () => {
  it("the input and how many numbers it takes", async () => {
    expect(await failure({ inputs: { X: ["temperature", "hours"] } })).toBe(
      "Input X (float32[?, 3]) takes 3 numbers a row, and gets 2 columns.",
    );
  });

  it("an input that the model hasn't", async () => {
    expect(await failure({ inputs: { Y: ["hours"] } })).toBe('The model has no input "Y"; it has X (float32[?, 3]).');
  });

  it("an input that nothing was named for", async () => {
    expect(await failure({ inputs: {} })).toContain("Which columns is input X (float32[?, 3]) made of?");
  });

  it("a column that the data hasn't", async () => {
    expect(await failure({ inputs: { X: ["temperature", "pressure", "hours"] } })).toContain(
      'the data has no column "pressure"; it has site, temperature, vibration, hours, failed, state, wear',
    );
    expect(await failure({ label: "broken" })).toContain('The data has no column "broken"');
  });

  it("a column of so many values that they make no slices", async () => {
    const folder = await mkdtemp(join(tmpdir(), "tidemark-evaluate-"));
    const lines = Array.from({ length: 1001 }, (_, i) => `1,2,3,${i % 2},${i}`);
    await writeFile(join(folder, "rows.csv"), `temperature,vibration,hours,failed,id\n${lines.join("\n")}\n`);
    const data = { of: { source: { paths: [join(folder, "rows.csv")] } } };
    expect(await failure({ data, slices: ["id"] })).toContain('"id" has more than 1000 values');
    await rm(folder, { recursive: true });
  });

  it("a task that the labels or the model are not for", async () => {
    expect(await failure({ label: "state" })).toContain(
      '"state" has 3 values (new, used, worn); a binary task has two.',
    );
    expect(await failure({ positive: "yes" })).toBe('"failed" is never yes; it is 0, 1.');
    expect(await failure({ task: "regression" })).toContain("The model answers with 2 numbers for each row");
  });

  it("a file that is not there or no model", async () => {
    expect(await failure({ path: "none.onnx" })).toContain("none.onnx can't be read");
    expect(await failure({ path: "machines.csv" })).toContain("machines.csv");
  });
});

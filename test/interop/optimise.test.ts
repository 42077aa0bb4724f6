import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { virtualEnvironment } from "../../scripts/environment/python.ts";
import { cliWorkspace } from "../process/cli/cli.ts";
import { productModel, productRows, productWeights } from "../support/productModel.ts";

const environments = join(import.meta.dirname, "../../.cache/python");
const pythonOf = (name: string): string => virtualEnvironment(join(environments, name)).python;

it("a smaller model is made by ONNX Runtime's tools for Python, measured beside the original, and judged on the same rows", async () => {
  await using workspace = await cliWorkspace();
  await writeFile(join(workspace.path, "model.onnx"), productModel());
  await writeFile(join(workspace.path, "rows.csv"), productRows());
  await writeFile(
    join(workspace.path, "tidemark.yaml"),
    "datasets: {rows: {source: rows.csv}}\nevaluations: {fit: {model: model.onnx, dataset: rows, task: regression, " +
      "label: y, inputs: {x: {list: numbers, length: 64}}}}\n",
  );
  const optimise = (...args: string[]) => workspace.tidemark("optimise", "model.onnx", "--duration", "0.3", ...args);
  const python = pythonOf("flavours");

  const found = await optimise("--python", python, "--json");
  expect(found).toMatchObject({ code: 0, error: "" });
  const [int8, float16] = JSON.parse(found.out);
  expect(int8).toMatchObject({ how: "int8", path: join(workspace.path, "model.int8.onnx") });
  expect(int8.bytes / int8.originalBytes).toBeLessThan(0.5);
  expect(float16.bytes / float16.originalBytes).toBeLessThan(0.75);
  for (const { ratios, tool, evaluation } of [int8, float16]) {
    const mae = evaluation.comparisons.find((one: { name: string }) => one.name === "mae");
    expect(evaluation.data.used).toBe(200);
    // The original is off by the mean of |cos| over the rows.
    expect(mae.first).toBeCloseTo(0.64, 1);
    expect(mae.interval.low).toBeLessThan(mae.difference);
    expect(tool).toMatch(/^onnxruntime 1\./);
    expect(ratios).toMatchObject([
      { batch: 1, ratio: { ratio: expect.any(Number) }, median: expect.any(Number) },
      { batch: 64, ratio: { ratio: expect.any(Number) }, originalMedian: expect.any(Number) },
    ]);
  }

  await writeFile(join(workspace.path, "apart.onnx"), productModel("apart.data"));
  await writeFile(join(workspace.path, "apart.data"), productWeights);
  const apart = await workspace.tidemark(
    "optimise",
    "apart.onnx",
    "--duration",
    "0.3",
    "--how",
    "int8",
    "--python",
    python,
    "--json",
  );
  expect(apart.code).toBe(0);
  const [made] = JSON.parse(apart.out);
  expect(made.originalBytes).toBeGreaterThan(productWeights.length);
  expect(made.bytes / made.originalBytes).toBeLessThan(0.5);

  const again = await optimise("--python", python, "--how", "int8");
  expect(again.code).toBe(1);
  expect(again.out).toContain("int8: model.int8.onnx is there already: replace it, or name another file.");
  const lacking = await optimise("--python", pythonOf("traces2"), "--how", "int8", "--replace");
  expect(lacking.out).toMatch(/has no package "onnx".*-m pip install onnx onnxruntime/);
  const models = (await readdir(workspace.path)).filter((name) => name.includes("onnx"));
  expect(models.sort()).toEqual([
    "apart.int8.onnx",
    "apart.onnx",
    "model.float16.onnx",
    "model.int8.onnx",
    "model.onnx",
  ]);
});

it("what is made is told although no evaluation can judge it, with the reason", async () => {
  await using workspace = await cliWorkspace();
  await writeFile(join(workspace.path, "model.onnx"), productModel());
  const optimise = (...args: string[]) =>
    workspace.tidemark("optimise", "model.onnx", "--duration", "0.3", "--how", "int8", "--replace", ...args);
  const config = join(workspace.path, "tidemark.yaml");
  const evaluation = (fields: string) =>
    `datasets: {rows: {source: absent.csv, label: y}}\nevaluations: {fit: {model: model.onnx, dataset: rows, ${fields}}}\n`;

  await writeFile(config, evaluation("task: regression"));
  const failing = await optimise("--python", pythonOf("flavours"));
  expect(failing).toMatchObject({ code: 0, error: "" });
  expect(failing.out).toMatch(/model\.int8\.onnx .* times .*\d ms beside \S+ ms/);
  expect(failing.out).toMatch(/int8, what it loses is not known: .*absent\.csv/);

  await writeFile(config, evaluation("task: regression, gates: [{roc_auc: {min: 0.5}}]"));
  const wrong = await optimise("--evaluation", "fit");
  expect(wrong.error).toMatch(/There is no evaluation "fit" in tidemark\.yaml\. .*tidemark\.yaml:2: .*roc_auc/);
});

it("a Python is named by what is on the path too, and one that answers nothing is told", async () => {
  await using workspace = await cliWorkspace();
  await writeFile(join(workspace.path, "model.onnx"), productModel());
  const { code, out } = await workspace.tidemark("optimise", "model.onnx", "--how", "int8", "--python", "true");
  expect(code).toBe(1);
  expect(out).toContain("int8: true ended without an answer: name a Python that has onnxruntime.");
});

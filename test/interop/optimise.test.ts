import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { virtualEnvironment } from "../../scripts/environment/python.ts";
import { cliWorkspace } from "../process/cli/cli.ts";
import { onnxBytes, smallModel, value } from "../support/onnxFile.ts";

const environments = join(import.meta.dirname, "../../.cache/python");
const pythonOf = (name: string): string => virtualEnvironment(join(environments, name)).python;

/** A matrix product of 64 by 64, which quantisation makes smaller. */
const weights = Buffer.from(Float32Array.from({ length: 4096 }, (_, at) => Math.sin(at)).buffer);

/** @param place a file beside it that holds the weights */
function productModel(place?: string): Buffer {
  const values =
    place === undefined
      ? { raw_data: weights }
      : { data_location: 1, external_data: [{ key: "location", value: place }] };
  return onnxBytes({
    ...smallModel,
    graph: {
      name: "product",
      node: [{ op_type: "MatMul", name: "product", input: ["x", "w"], output: ["y"] }],
      initializer: [{ name: "w", data_type: 1, dims: [64, 64], ...values }],
      input: [value("x", 1, ["batch", 64])],
      output: [value("y", 1, ["batch", 64])],
    },
  });
}

it("a smaller model is made by ONNX Runtime's tools for Python, and measured beside the original", async () => {
  await using workspace = await cliWorkspace();
  await writeFile(join(workspace.path, "model.onnx"), productModel());
  const optimise = (...args: string[]) => workspace.tidemark("optimise", "model.onnx", ...args);
  const python = pythonOf("flavours");

  const found = await optimise("--python", python, "--json");
  expect(found).toMatchObject({ code: 0, error: "" });
  const [int8, float16] = JSON.parse(found.out);
  expect(int8).toMatchObject({ how: "int8", path: join(workspace.path, "model.int8.onnx"), evaluation: null });
  expect(int8.bytes / int8.originalBytes).toBeLessThan(0.5);
  expect(float16.bytes / float16.originalBytes).toBeLessThan(0.75);
  for (const { ratios, tool } of [int8, float16]) {
    expect(tool).toMatch(/^onnxruntime 1\./);
    expect(ratios).toMatchObject([
      { batch: 1, ratio: { ratio: expect.any(Number) }, median: expect.any(Number) },
      { batch: 64, ratio: { ratio: expect.any(Number) }, originalMedian: expect.any(Number) },
    ]);
  }

  await writeFile(join(workspace.path, "apart.onnx"), productModel("apart.data"));
  await writeFile(join(workspace.path, "apart.data"), weights);
  const apart = await workspace.tidemark("optimise", "apart.onnx", "--how", "int8", "--python", python, "--json");
  expect(apart.code).toBe(0);
  const [made] = JSON.parse(apart.out);
  expect(made.originalBytes).toBeGreaterThan(weights.length);
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
    workspace.tidemark("optimise", "model.onnx", "--how", "int8", "--replace", ...args);
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

import { describe, expect, it } from "vitest";
import { loadLines } from "../../../src/protocol/modelAddress.ts";
import { version } from "../modelSamples.ts";

const lines = (flavors: readonly string[] | null, given: Parameters<typeof version>[0] = {}) =>
  loadLines(
    version({ version: 3, ...given }),
    flavors && { flavors: flavors.map((name) => ({ name, version: null })) },
  ).map(({ line }) => line);

describe("the lines that load a model", () => {
  it("name aliases before the version, and MLflow's wrapper before the library's own loader", () => {
    expect(lines(["python_function", "sklearn"], { aliases: ["champion"] })).toEqual([
      'mlflow.pyfunc.load_model("models:/digits@champion")',
      'mlflow.sklearn.load_model("models:/digits@champion")',
      'mlflow.pyfunc.load_model("models:/digits/3")',
      'mlflow.sklearn.load_model("models:/digits/3")',
    ]);
  });

  it("use only loaders that MLflow has", () => {
    expect(lines(["python_function", "my_flavor"])).toEqual(['mlflow.pyfunc.load_model("models:/digits/3")']);
    expect(lines(["sklearn"])).toEqual(['mlflow.sklearn.load_model("models:/digits/3")']);
    expect(lines(["my_flavor"])).toEqual([]);
  });

  it("expect the common wrapper where nothing is known", () => {
    expect(lines(null)).toEqual(['mlflow.pyfunc.load_model("models:/digits/3")']);
  });

  it("quote names as Python does", () => {
    expect(lines(null, { name: 'my "best"\\model' })).toEqual([
      'mlflow.pyfunc.load_model("models:/my \\"best\\"\\\\model/3")',
    ]);
  });
});

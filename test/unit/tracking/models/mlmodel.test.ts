import { describe, expect, it } from "vitest";
import { readMlmodel } from "../../../../src/tracking/models/mlmodel.ts";

/** As MLflow 3.17 writes it for a scikit-learn model. */
const sklearn = `
artifact_path: mlflow-artifacts:/0/models/m-1/artifacts
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    python_version: 3.11.7
  sklearn:
    code: null
    sklearn_version: 1.9.1
mlflow_version: 3.17.2
model_id: m-1
signature:
  inputs: '[{"type": "double", "name": "a", "required": true}, {"type": "long", "name":
    "b", "required": false}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
  params: null
`;

const signatureOf = (side: unknown, name = "inputs") =>
  readMlmodel(JSON.stringify({ signature: { [name]: JSON.stringify(side) } })).signature;

describe("an MLmodel file", () => {
  it("says flavors, versions and the signature", () => {
    const plain = { shape: null, required: true, default: null };
    expect(readMlmodel(sklearn)).toEqual({
      flavors: [
        { name: "python_function", version: null },
        { name: "sklearn", version: "1.9.1" },
      ],
      mlflowVersion: "3.17.2",
      pythonVersion: "3.11.7",
      signature: {
        inputs: [
          { ...plain, name: "a", type: "double" },
          { ...plain, name: "b", type: "long", required: false },
        ],
        outputs: [{ ...plain, name: null, type: "int64", shape: "(-1)" }],
        params: [],
      },
    });
  });

  it("may have no signature", () => {
    expect(readMlmodel("flavors: {}").signature).toBeNull();
    expect(readMlmodel("signature: null").signature).toBeNull();
  });

  it("names nested types as MLflow prints them", () => {
    const types = signatureOf([
      { name: "c", type: "array", items: { type: "array", items: { type: "long" } } },
      { name: "m", type: "map", values: { type: "double" } },
      {
        name: "o",
        type: "object",
        properties: {
          k: { type: "long", required: true },
          z: { type: "array", items: { type: "string" }, required: false },
        },
      },
      { name: "x", type: "any" },
    ])?.inputs.map(({ type }) => type);
    expect(types).toEqual([
      "Array(Array(long))",
      "Map(str -> double)",
      "{k: long, z: Array(string) (optional)}",
      "any",
    ]);
  });

  it("tells the defaults and shapes of parameters", () => {
    const params = signatureOf(
      [
        { name: "temperature", default: 0.5, shape: null, type: "double" },
        { name: "stop", default: ["a"], shape: [-1], type: "string" },
      ],
      "params",
    )?.params;
    expect(params).toEqual([
      { name: "temperature", type: "double", shape: null, required: true, default: "0.5" },
      { name: "stop", type: "string", shape: "(-1)", required: true, default: '["a"]' },
    ]);
  });

  it("is refused with a reason when it is not what MLflow writes", () => {
    const refused = (yaml: string, reason: RegExp): void => expect(() => readMlmodel(yaml)).toThrow(reason);
    refused("a: [", /MLmodel cannot be read/);
    refused("just words", /MLmodel cannot be read/);
    refused("flavors: 3", /flavors/);
    refused("signature: {inputs: 'no json'}", /MLmodel cannot be read/);
    refused('signature: {inputs: "{}"}', /MLmodel cannot be read/);
    refused("a: &a [1]\nb: [*a, *a]", /MLmodel cannot be read/);
  });

  it("is refused before it takes long to read", () => {
    const flavors = Array.from({ length: 10_000 }, (_, index) => `  f${index}: {}`).join("\n");
    expect(() => readMlmodel(`flavors:\n${flavors}`)).toThrow(/far more than MLflow writes/);
    expect(() => readMlmodel("[".repeat(100_000))).toThrow(/far more than MLflow writes/);
    const columns = Array.from({ length: 5000 }, (_, index) => ({ name: `it's ${index}`, type: "double" }));
    expect(signatureOf(columns)?.inputs).toHaveLength(5000);
  });

  it("may nest types deeper than anybody reads", () => {
    let type: object = { type: "long" };
    for (let depth = 0; depth < 500; depth++) type = { type: "array", items: type };
    expect(signatureOf([type])?.inputs[0]?.type).toMatch(/^Array\(Array\(.*…/);
  });
});

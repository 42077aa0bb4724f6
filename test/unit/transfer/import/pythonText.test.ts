import { describe, expect, it } from "vitest";
import { flatten } from "../../../../src/transfer/import/flatten.ts";
import { type Plain, pythonText } from "../../../../src/transfer/import/pythonText.ts";

// Each as Python 3 writes it: str(value).
describe("a value as Python's str writes it", () => {
  const rows: readonly (readonly [Plain, string])[] = [
    [true, "True"],
    [false, "False"],
    [null, "None"],
    [3n, "3"],
    [2n ** 70n, "1180591620717411303424"],
    [3, "3.0"],
    [0.1, "0.1"],
    [1e-7, "1e-07"],
    [1.5e-10, "1.5e-10"],
    [1e16, "1e+16"],
    [1e15, "1000000000000000.0"],
    [0.0001, "0.0001"],
    [-0, "-0.0"],
    [Number.NaN, "nan"],
    [-Infinity, "-inf"],
    ["it's", "it's"],
    [[1n, 2.5, "x"], "[1, 2.5, 'x']"],
    [["it's"], `["it's"]`],
    [{ a: [1n], b: null }, "{'a': [1], 'b': None}"],
    [[], "[]"],
  ];
  it.each(rows.map(([value, text]) => ({ value, text })))("$text", ({ value, text }) => {
    expect(pythonText(value)).toBe(text);
  });
});

describe("a nested configuration", () => {
  it("becomes pairs whose names are joined", () => {
    const config = { lr: 0.1, model: { layers: [64n, 32n], optimizer: { name: "adam" } }, empty: {} };
    expect([...flatten(config, ".")]).toEqual([
      ["lr", "0.1"],
      ["model.layers", "[64, 32]"],
      ["model.optimizer.name", "adam"],
      ["empty", "{}"],
    ]);
  });

  it("nests only so deep", () => {
    let deep: { [key: string]: unknown } = {};
    const top = deep;
    for (let level = 0; level < 100; level++) {
      const below = {};
      deep.a = below;
      deep = below;
    }
    expect([...flatten(JSON.parse(JSON.stringify(top)), ".")]).toHaveLength(1);
  });
});

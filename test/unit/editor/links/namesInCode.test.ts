import { describe, expect, it } from "vitest";
import { isSameValue, namesInCode } from "../../../../src/editor/links/namesInCode.ts";

const python = (text: string) => namesInCode(text, "python").map(({ kind, name, value }) => `${kind} ${name} ${value}`);
const yaml = (text: string) => namesInCode(text, "yaml").map(({ name, value }) => `${name} ${value}`);

describe("names in Python", () => {
  it("are what gets a literal: assignments, arguments, fields and dictionaries", () => {
    expect(python("lr = 1e-3  # small")).toEqual(["param lr 1e-3"]);
    expect(python("    lr: float = -0.5")).toEqual(["param lr -0.5"]);
    expect(python("fit(data, depth=4, model='cnn')")).toEqual(["param depth 4", "param model cnn"]);
    expect(python('params = {"lr": 0.1, "batch size": 1_000}')).toEqual(["param lr 0.1", "param batch size 1_000"]);
    expect(python("shuffle=True,\nrate=None)")).toEqual(["param shuffle True", "param rate None"]);
  });

  it("are those of declared and logged parameters, whose value is not told", () => {
    expect(python('parser.add_argument("--learning-rate", type=float, default=0.1)')).toContain(
      "param learning_rate null",
    );
    expect(python('parser.add_argument("-b", "--batch", type=int)')).toEqual(["param batch null"]);
    expect(python('mlflow.log_param("lr", lr)')).toEqual(["param lr null"]);
  });

  it("are those of logged metrics", () => {
    expect(python('mlflow.log_metric("val/loss", loss, step=epoch)')).toEqual(["metric val/loss null"]);
    expect(python('self.log("acc", acc)')).toEqual(["metric acc null"]);
    expect(python('logger.info("loss")')).toEqual([]);
  });

  it("are not comparisons, attributes, expressions or comments", () => {
    expect(python("if lr == 0.1:\n  self.lr = 0.1\nlr = 0.1 * scale\n# lr = 0.1\nlr <= 0.5")).toEqual([]);
  });

  it("have their place in the text", () => {
    const text = 'x = 1\nfit(lr=0.1, **{"depth": 3})\nmlflow.log_metric("loss", 1)';
    expect(namesInCode(text, "python").map(({ start, end }) => text.slice(start, end))).toEqual([
      "x",
      "lr",
      "depth",
      "loss",
    ]);
  });
});

it("names in YAML are keys with a plain value", () => {
  expect(yaml("model:\n  lr: 0.1 # small\n  - name: 'cnn'\n  layers: [1, 2]\n  text: >\n# lr: 3\nempty:\n")).toEqual([
    "lr 0.1",
    "name cnn",
  ]);
});

it("values are the same as numbers, too", () => {
  expect(isSameValue("1e-3", "0.001")).toBe(true);
  expect(isSameValue("1_000", "1000")).toBe(true);
  expect(isSameValue("adam", "adam")).toBe(true);
  expect(isSameValue("adam", "sgd")).toBe(false);
  expect(isSameValue("", "0")).toBe(false);
});

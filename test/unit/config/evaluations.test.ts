import { expect, it } from "vitest";
import { evaluationId } from "../../../src/config/read/readEvaluation.ts";
import { readConfig } from "../../../src/config/readConfig.ts";

const machines = `datasets:
  machines:
    source: machines.csv
    split: part
    label: failed
evaluations:
  failures:
    model: models/boosted.onnx
    dataset: machines
    task: binary
`;

const more = (lines: string): string => `${machines}${lines.replace(/^/gm, "    ")}\n`;

const problemsOf = (text: string): string[] =>
  readConfig(text, "tidemark.yaml").problems.map(({ message, range }) => {
    const line = text.split("\n")[range.start.line] ?? "";
    return `«${line.slice(range.start.character, range.start.line === range.end.line ? range.end.character : undefined)}» ${message}`;
  });

it("an evaluation has its data set's label and test part where it names none", () => {
  const { config, problems } = readConfig(machines, "tidemark.yaml");
  expect(problems).toEqual([]);
  expect(config.evaluations).toEqual([
    {
      ...{ name: "failures", model: "models/boosted.onnx", dataset: "machines", part: "test", task: "binary" },
      ...{ label: "failed", inputs: {}, outputs: {}, slices: [], gates: [] },
    },
  ]);
});

it("an evaluation says how columns become inputs, and what the model has to reach", () => {
  const text = more(
    [
      "positive: true",
      "inputs: {X: [hours, {column: site, map: {a: 0, b: 1}, unknown: -1}]}",
      "baseline: models:/failures@champion",
      "gates:",
      "  - roc_auc: {min: 0.8, by: low}",
      "  - accuracy: {against: baseline, margin: 0.01}",
    ].join("\n"),
  );
  const { config, problems, places } = readConfig(text, "tidemark.yaml");
  expect(problems).toEqual([]);
  expect(config.evaluations[0]).toMatchObject({
    positive: "true",
    inputs: { X: ["hours", { column: "site", map: { a: 0, b: 1 }, unknown: -1 }] },
    gates: [
      { metric: "roc_auc", min: 0.8, by: "low" },
      { metric: "accuracy", against: "baseline", margin: 0.01 },
    ],
  });
  expect(places.get(evaluationId("failures", 1))?.start.line).toBe(
    text.split("\n").findIndex((line) => /accuracy/.test(line)),
  );
});

it.each([
  ["gates: [{roc_acu: {min: 0.8}}]", '«roc_acu» Unknown key "roc_acu". Did you mean "roc_auc"?'],
  ["gates: [{rmse: {max: 1}}]", "«{rmse: {max: 1}}» A binary task has no rmse; it has roc_auc, average_precision,"],
  ["gates: [{f1: {min: 1}, mcc: {min: 1}}]", '"gates" must be a map with one metric, such as {roc_auc: {min: 0.8}}'],
  ["gates: [{f1: {}}]", "Give the gate a min or a max."],
  ["gates: [{f1: {against: baseline}}]", "«{f1: {against: baseline}}» Which model is the baseline?"],
  ["slice: [site]", '«slice» Unknown key "slice". Did you mean "slices"?'],
  ["inputs: [hours]", `«[hours]» "inputs" must be a map from the model's inputs to columns, not a list.`],
])("%s is told at its place, and the evaluation left out", (line, message) => {
  const text = more(line);
  expect(problemsOf(text).join("\n")).toContain(message);
  expect(readConfig(text, "tidemark.yaml").config.evaluations).toEqual([]);
});

it.each([
  ["multilabel", "labels: [temperature]", '"labels" must be two columns or more'],
  ["multilabel", "slices: [site]", 'A multilabel task needs "labels": the columns of its labels'],
  ["ranking", "k: 5", 'A ranking task needs "group": the column that says which rows are ranked together.'],
  ["ranking", "group: site\nslices: [site]", "«slices: [site]» A ranking has no slices"],
  ["similarity", "slices: [site]", 'A similarity task needs "pair"'],
  ["regression", "threshold: 0.5", 'Only a binary or multilabel task has "threshold".'],
  ["binary", "k: 5", '«k: 5» Only a ranking task has "k".'],
])("what a %s task can't have or lacks is told: %s", (task, line, message) => {
  const text = more(line).replace("task: binary", `task: ${task}`);
  expect(problemsOf(text).join("\n")).toContain(message);
  expect(readConfig(text, "tidemark.yaml").config.evaluations).toEqual([]);
});

it("labels, groups and pairs are read", () => {
  const of = (task: string, line: string) =>
    readConfig(more(line).replace("task: binary", `task: ${task}`), "tidemark.yaml").config.evaluations[0];
  expect(of("multilabel", "labels: [hours, site]")).toMatchObject({ labels: ["hours", "site"], label: "hours, site" });
  expect(of("ranking", "group: site\nk: 3")).toMatchObject({ group: "site", k: 3, label: "failed" });
  expect(of("similarity", "pair: {X: [a, b]}")).toMatchObject({ pair: { X: ["a", "b"] } });
});

it("an unknown metric is told once", () => {
  expect(problemsOf(more("gates: [{roc_acu: {min: 0.8}}]"))).toHaveLength(1);
});

it("a data set, part or label that isn't there is told", () => {
  expect(problemsOf(machines.replace("dataset: machines", "dataset: machins"))).toEqual([
    '«dataset: machins» There is no data set or feature "machins". Did you mean "machines"?',
  ]);
  expect(problemsOf(machines.replace("    label: failed\n", ""))[0]).toContain('"machines" declares no "label"');
  expect(problemsOf(more("part: test").replace("    split: part\n", ""))[0]).toContain('has no "split"');
});

it("an input of images says what the model takes of each, and a wrong part is told at its place", () => {
  const image = (fields: string): string => more(`inputs: {pixels: {image: path, ${fields}}}`);
  const { config, problems } = readConfig(
    image("folder: images, width: 28, height: 28, channels: gray, resize: 32, mean: [0.5], std: 0.25"),
    "tidemark.yaml",
  );
  expect(problems).toEqual([]);
  expect(config.evaluations[0]?.inputs).toEqual({
    pixels: {
      ...{ image: "path", folder: "images", width: 28, height: 28, channels: "gray", resize: 32 },
      ...{ mean: [0.5], std: 0.25 },
    },
  });
  expect(problemsOf(image("std: 0"))).toEqual([expect.stringMatching(/a number above 0/)]);
  expect(problemsOf(image("width: 9999"))).toEqual([expect.stringMatching(/a whole number from 1 to 4096/)]);
  expect(problemsOf(image("layout: chw"))).toEqual([expect.stringMatching(/nchw or nhwc/)]);
});

it("a fault in one of several kinds of input is told of the kind that was meant", () => {
  const text = more("inputs: {ids: {list: tokens, length: many}}");
  expect(problemsOf(text)).toEqual(['«many» "length" must be a whole number from 1 to 4096, not the text "many".']);
});

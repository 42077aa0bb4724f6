import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/readConfig.ts";
import { problemsOf, textAt } from "./reading.ts";

const text = `
datasets:
  orders: {source: orders.csv, keys: [customer, day], time: day}
  labels: {source: labels.csv, keys: [customer, day], time: day}
features:
  spending:
    sql: |
      SELECT customer, day, sum(total) AS spent FROM orders GROUP BY ALL
    keys: [customer, day]
    time: day
    columns:
      spent: {min: 0}
  training:
    point_in_time:
      base: labels
      join:
        - {from: spending, within: 30d, prefix: last_}
    output: data/training.parquet
`;
const features = (yaml: string) => readConfig(yaml, "tidemark.yaml").config.features;
const within = (feature: string): string => text.replace(/features:[\s\S]*/, `features:\n${feature}`);

describe("features", () => {
  it("are data sets with a step that makes them", () => {
    expect(problemsOf(text)).toEqual([]);
    const [spending, training] = features(text);
    expect(spending).toMatchObject({
      name: "spending",
      step: { kind: "sql", sql: "SELECT customer, day, sum(total) AS spent FROM orders GROUP BY ALL\n" },
      output: ".tidemark/features/spending.parquet",
      dataset: { source: { paths: [".tidemark/features/spending.parquet"] }, keys: ["customer", "day"], time: "day" },
    });
    expect(spending?.dataset.checks.map(({ id }) => id)).toContain("spending/columns/spent/min");
    expect(training).toMatchObject({
      step: {
        kind: "pointInTime",
        base: "labels",
        join: [{ from: "spending", within: 30 * 86_400_000, prefix: "last_" }],
      },
      output: "data/training.parquet",
    });
  });

  it("stand at their places", () => {
    const { places } = readConfig(text, "tidemark.yaml");
    const at = (id: string) =>
      textAt(text, places.get(id) ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    expect(at("training/output")).toBe("output: data/training.parquet");
    expect(at("spending/columns/spent/min")).toBe("min: 0");
    expect(at("training")).toMatch(/^training:[\s\S]*training\.parquet$/);
  });

  it.each([
    ["  f: {keys: [a]}", "What makes the rows of f? Say one of sql, sql_file, point_in_time."],
    ["  f: {sql: SELECT 1, sql_file: a.sql}", '"sql" makes the rows already: a feature has one step.'],
    ["  f: {sql: SELECT 1, source: a.csv}", 'Unknown key "source".'],
    [
      "  f: {sql: SELECT 1, output: a.txt}",
      '"output" must be a path that ends in .parquet or .csv, not the text "a.txt".',
    ],
    ["  orders: {sql: SELECT 1}", 'There is a data set "orders" already: give the feature another name.'],
    [
      "  f: {point_in_time: {base: lables, join: [{from: orders}]}}",
      'There is no data set or feature "lables". Did you mean "labels"?',
    ],
    [
      "  g: {sql: SELECT 1}\n  f: {point_in_time: {base: labels, join: [{from: g}]}}",
      '"g" needs a "time" to be joined at a point in time.',
    ],
    [
      "  g: {sql: SELECT 1, time: t}\n  f: {point_in_time: {base: labels, join: [{from: g}]}}",
      '"g" has no "keys": say "on", the columns to join by.',
    ],
    ["  f: SELECT 1", '"f" must be a map such as {sql: SELECT …}.'],
    ["  f: {point_in_time: {base: labels, join: []}}", '"join" must be a list of at least one join, not a list.'],
  ])("that are wrong are told and left out: %s", (feature, message) => {
    const { config, problems } = readConfig(within(feature), "tidemark.yaml");
    expect(problems.map((problem) => problem.message).join("\n")).toContain(message);
    expect(config.datasets.map(({ name }) => name)).toEqual(["orders", "labels"]);
  });

  it("that are wrong cost the others nothing", () => {
    const wrong = within("  f: {keys: [a]}\n  g: {sql: SELECT 1}");
    expect(features(wrong).map(({ name }) => name)).toEqual(["g"]);
  });
});

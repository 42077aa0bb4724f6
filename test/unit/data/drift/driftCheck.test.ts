import { describe, expect, it } from "vitest";
import { readConfig } from "../../../../src/config/readConfig.ts";
import { driftedColumns, questionOfCheck } from "../../../../src/data/drift/driftCheck.ts";
import { sample } from "../../protocol/driftReport/sample.ts";

function checkOf(options: string) {
  const text = `datasets:\n  base: {source: base.csv}\n  live: {source: live.csv, split: part, label: y, checks: [drift: ${options}]}\n`;
  const { config, problems } = readConfig(text, "tidemark.yaml");
  expect(problems).toEqual([]);
  const dataset = config.datasets.find(({ name }) => name === "live");
  const check = dataset?.checks.find(({ kind }) => kind === "drift");
  if (dataset === undefined || check?.kind !== "drift") throw new Error("There is no such check.");
  return { dataset, options: check.options };
}

describe("a contract's check of drift", () => {
  it("compares with another data set, by its own bounds", () => {
    const { dataset, options } = checkOf("{against: {dataset: base}, columns: [a], effect: 0.2, significance: 0.01}");
    expect(questionOfCheck(dataset, options)).toMatchObject({
      reference: { of: { dataset: "base" } },
      current: { of: { dataset: "live" } },
      columns: ["a"],
      label: "y",
      rule: { significance: 0.01, effect: 0.2, power: 0.8 },
    });
  });

  it("compares the test part with the train part", () => {
    const { dataset, options } = checkOf("{against: train}");
    expect(questionOfCheck(dataset, options)).toMatchObject({
      reference: { of: { dataset: "live", part: "train" } },
      current: { of: { dataset: "live", part: "test" } },
    });
  });

  it("compares with the reference version, and can't run without one", () => {
    const { dataset, options } = checkOf("{max: 1}");
    const version = { of: { source: { paths: ["kept.parquet"] } } };
    expect(questionOfCheck(dataset, options, version).reference).toEqual(version);
    expect(() => questionOfCheck(dataset, options)).toThrow("no reference version of live");
  });

  it("counts columns that changed, are gone, or are of another type", () => {
    const { report, column } = sample;
    const quiet = column({ name: "quiet", verdict: "too small to tell" });
    const schema = {
      appeared: ["new"],
      vanished: ["gone"],
      changed: [{ name: "b", reference: "BIGINT", current: "VARCHAR" }],
    };
    expect(driftedColumns(report({ columns: [column(), quiet], schema }))).toEqual(["age", "gone", "b"]);
  });
});

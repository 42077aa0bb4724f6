import { describe, expect, it } from "vitest";
import { datasetsOfFiles } from "../../../../src/engine/datasets/matchFiles.ts";
import { isScript } from "../../../../src/engine/datasets/runUses.ts";

const file = (path: string) => ({ path, size: 1, modified: 1 });
const dataset = (name: string, ...paths: string[]) => ({ name, source: { paths }, files: paths.map(file), usedBy: [] });
const names = (files: readonly string[]) => datasetsOfFiles(datasets, files.map(file)).map(({ name }) => name);

const datasets = [dataset("all", "/w/a.csv", "/w/b.csv"), dataset("a", "/w/a.csv"), dataset("c", "/w/c.csv")];

describe("files that a run used", () => {
  it("are the data set that consists of exactly these", () => {
    expect(names(["/w/a.csv"])).toEqual(["a"]);
    expect(names(["/w/b.csv", "/w/a.csv"])).toEqual(["all"]);
  });
  it("are else those that hold them, or none", () => {
    expect(names(["/w/b.csv"])).toEqual(["all"]);
    expect(names(["/w/a.csv", "/w/c.csv"])).toEqual([]);
    expect(names([])).toEqual([]);
  });
});

describe("usedBy", () => {
  it.each([
    ["/w/train.py", "train.py", true],
    ["train.py", "./train.py", true],
    ["/w/experiments/a/b.py", "experiments/**/*.py", true],
    ["/w/experiments/a.py", "experiments/*.py", true],
    ["/w/experiments/a/b.py", "experiments/*.py", false],
    ["/elsewhere/train.py", "train.py", false],
  ])("%s is named by %s: %s", (script, pattern, expected) => {
    expect(isScript(script, pattern, "/w")).toBe(expected);
  });
});

import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/readConfig.ts";
import { textAt } from "./reading.ts";

const ranges = (text: string) =>
  readConfig(text, "tidemark.yaml").problems.map(({ range: { start, end } }) => [
    start.line,
    start.character,
    end.line,
    end.character,
  ]);

describe("a problem's position", () => {
  const block = ["datasets:", "  t:", "    source: t.csv", "    columns:", "      c:", "        mni: 3", ""];

  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
  ])("counts lines that end with %s", (_name, ending) => {
    expect(ranges(block.join(ending))).toEqual([[5, 8, 5, 11]]);
  });

  it("doesn't count a byte order mark", () => {
    expect(ranges("\uFEFFdataset: 1")).toEqual([[0, 0, 0, 7]]);
    expect(ranges(`\uFEFF${block.join("\r\n")}`)).toEqual([[5, 8, 5, 11]]);
  });

  it("counts UTF-16 units before it on the line", () => {
    expect(ranges("datasets: {t: {source: t, columns: {größe: {mni: 3}}}}")).toEqual([[0, 44, 0, 47]]);
    expect(ranges("datasets: {t: {source: t, columns: {🌊: {mni: 3}}}}")).toEqual([[0, 41, 0, 44]]);
    expect(ranges("datasets: {t: {source: t, columns: {e\u0301: {mni: 3}}}}")).toEqual([[0, 41, 0, 44]]);
  });

  it("counts a tab as one character", () => {
    expect(ranges("datasets:\n  t:\n    source:\t5\n")).toEqual([[2, 12, 2, 13]]);
    expect(ranges('{\n\t"datasets": {\n\t\t"t": {"source": 5}\n\t}\n}')).toEqual([[2, 18, 2, 19]]);
  });

  it("names tabs that YAML refuses as indentation", () => {
    expect(ranges("datasets:\n\tt: 1")).toEqual([[1, 0, 1, 1]]);
  });

  it("ends where a block ends, before comments and blank lines", () => {
    const text =
      "datasets:\n  t:\n    source: t\n    checks:\n      - severity: error # why\n\n\n      - row_count: 3\n";
    expect(ranges(text)).toEqual([[4, 8, 4, 23]]);
  });

  it("covers a text of many lines without the line end after it", () => {
    const text =
      "datasets:\n  t:\n    source: t\n    time: |\n      a\n      b\n    label: >-\n      5\n    columns: {a: }\n    closed: true\n";
    const { problems } = readConfig(text, "tidemark.yaml");
    expect(problems.map(({ range }) => textAt(text, range))).toEqual(["|\n      a\n      b", ">-\n      5"]);
  });

  it("stands at the second of two equal keys, and the first counts", () => {
    const text = "datasets:\n  t:\n    source: a\n    source: b\n";
    const { config, problems } = readConfig(text, "tidemark.yaml");
    expect(config.datasets[0]?.source.paths).toEqual(["a"]);
    expect(problems).toEqual([
      {
        message: 'The key "source" is there twice; only the first counts.',
        severity: "error",
        path: "t/source",
        range: { start: { line: 3, character: 4 }, end: { line: 3, character: 10 } },
      },
    ]);
  });
});

describe("anchors, aliases and merge keys", () => {
  const text = `datasets:
  t:
    source: t.csv
    columns:
      a: &number {type: number, min: 0}
      b: *number
      c:
        <<: *number
        min: 5
      d:
        <<: [{max: 9, min: 1}, *number]
`;

  it("stand for what they name, and a map's own keys come first", () => {
    const { config, problems } = readConfig(text, "tidemark.yaml");
    expect(problems).toEqual([]);
    const bounds = config.datasets[0]?.checks.flatMap((check) =>
      check.kind === "min" || check.kind === "max" ? [[check.column, check.kind, check.options.value]] : [],
    );
    expect(bounds).toEqual([
      ["a", "min", 0],
      ["b", "min", 0],
      ["c", "min", 5],
      ["d", "max", 9],
      ["d", "min", 1],
    ]);
  });

  it("show problems where the text stands", () => {
    expect(ranges(text.replace("min: 0", "mni: 0"))).toEqual([
      [4, 32, 4, 35],
      [4, 32, 4, 35],
      [4, 32, 4, 35],
      [4, 32, 4, 35],
    ]);
  });

  it("name the last node above with that name", () => {
    const again = "datasets: {t: {source: &x a}, u: {source: &x b}, v: {source: *x}}";
    expect(readConfig(again, "tidemark.yaml").config.datasets[2]?.source.paths).toEqual(["b"]);
  });

  it("are told when they name nothing, or themselves", () => {
    const problems = (t: string) => readConfig(t, "tidemark.yaml").problems.map(({ message }) => message);
    expect(problems("datasets: {t: {source: *x}}")).toEqual(["Nothing above is marked &x."]);
    expect(problems("datasets: {t: &x {source: a, columns: {c: *x}}}")).toEqual(["*x stands within itself."]);
    expect(problems("datasets: {t: {source: a, <<: 5}}")).toEqual(["<< takes a map, or a list of maps."]);
  });
});

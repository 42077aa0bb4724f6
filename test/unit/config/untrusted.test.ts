import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/readConfig.ts";

const read = (text: string) => readConfig(text, "tidemark.yaml");
const messages = (text: string) => read(text).problems.map(({ message }) => message);

describe("a text that is out to do harm", () => {
  it("is refused when it is too long", () => {
    expect(messages(`# ${"x".repeat(500_000)}`)).toEqual(["The file has 500002 characters; at most 500000 are read."]);
  });

  it("is refused when it is nested too deep, before it is parsed", () => {
    const deep = "Values are nested more than 64 deep.";
    expect(messages("[".repeat(400_000))).toEqual([deep]);
    expect(messages("{a: ".repeat(3000))).toEqual([deep]);
    expect(messages("- ".repeat(3000))).toEqual([deep]);
    expect(messages("? ".repeat(3000))).toEqual([deep]);
    const stairs = Array.from({ length: 600 }, (_, index) => `${" ".repeat(index)}a:`).join("\n");
    expect(messages(stairs)).toEqual(["The line is indented by more than 200 characters."]);
  });

  it("is refused when it has too many parts", () => {
    expect(messages("- a\n".repeat(60_000))).toEqual(["The file has more than 150000 parts."]);
  });

  it("is refused when its aliases stand for too much", () => {
    const lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"];
    for (let i = 1; i < 12; i++)
      lines.push(
        `a${i}: &a${i} [${Array(10)
          .fill(`*a${i - 1}`)
          .join(", ")}]`,
      );
    expect(messages(lines.join("\n"))).toEqual([
      "The file stands for more than 50000 values once its aliases are expanded.",
    ]);
  });

  it("gets no more than plain values by tags", () => {
    for (const tag of ["!!js/function", "!!binary", "!!timestamp", "!include", "!!set"]) {
      const { config, problems } = read(`datasets: {t: {source: a, label: ${tag} x}}`);
      expect(problems).toMatchObject([
        { severity: "error", path: "t/label", message: expect.stringMatching(/^Tags such as/) },
      ]);
      expect(config.datasets[0]?.label).toBeUndefined();
    }
    expect(read("datasets: {t: {source: !!str 5}}").config.datasets[0]?.source.paths).toEqual(["5"]);
  });

  it("can't reach prototypes", () => {
    const text = `datasets:
  t:
    source: a
    __proto__: {label: x}
    columns:
      __proto__: {min: {value: 1, __proto__: {exclusive: true}}}
      constructor: {max: 3}
`;
    const { config, problems } = read(text);
    expect(problems.map(({ message }) => message)).toEqual(['Unknown key "__proto__".', 'Unknown key "__proto__".']);
    expect(config.datasets[0]?.columns.map(({ name }) => name)).toEqual(["__proto__", "constructor"]);
    expect(config.datasets[0]?.label).toBeUndefined();
    expect(Object.hasOwn(Object.prototype, "exclusive")).toBe(false);
  });

  it("can't flood: problems are counted beyond 200", () => {
    const columns = Array.from({ length: 300 }, (_, index) => `c${index}: {oops: 1}`).join(", ");
    const { problems } = read(`datasets: {t: {source: a, columns: {${columns}}}}`);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)?.message).toBe("There are 100 more problems than are listed.");
  });

  it("is read as YAML 1.2 alone, one document", () => {
    expect(messages("%YAML 1.1\n---\na: yes")).toEqual(["This is read as YAML 1.2, not 1.1: remove the %YAML line."]);
    expect(read("datasets: {t: {source: a}}\n---\nb: 1").config.datasets).toEqual([]);
  });

  it("never makes reading throw, and no position lies outside it", () => {
    const words = [
      "datasets",
      "t",
      "source",
      "columns",
      "checks",
      "min",
      "unique",
      "split",
      "sql",
      "a",
      "5",
      "-",
      "- ",
    ];
    const marks = [
      ": ",
      ":",
      "\n",
      "\r\n",
      "  ",
      "    ",
      "{",
      "}",
      "[",
      "]",
      ", ",
      "&a ",
      "*a",
      "<<: ",
      '"',
      "'",
      "|",
      "#",
      "!!x ",
      "? ",
      "\t",
      "ü",
      "🌊",
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words, ...marks), { maxLength: 60 }), (parts) => {
        const text = `datasets:\n  t:\n    source: a\n    ${parts.join("")}`;
        const lines = text.split(/\r\n|\n|\r/);
        for (const { range } of read(text).problems) {
          for (const { line, character } of [range.start, range.end]) {
            expect(character).toBeLessThanOrEqual((lines[line]?.length ?? -1) + 1);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

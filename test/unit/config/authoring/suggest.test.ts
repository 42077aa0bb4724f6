import { describe, expect, it } from "vitest";
import { declaredNames, explainedAt, offerAt } from "../../../../src/config/authoring/suggest.ts";

/** What is offered at the bar. */
function at(marked: string) {
  const offset = marked.indexOf("|");
  const offer = offerAt(marked.replace("|", ""), offset);
  if (offer === undefined) return undefined;
  const labels = (known: readonly { label: string }[]) => known.map(({ label }) => label);
  return { keys: labels(offer.keys), values: labels(offer.values), names: offer.names, path: offer.writing.path };
}

const people = "datasets:\n  people:\n    source: people.csv\n";

describe("what is offered in tidemark.yaml", () => {
  it("is the file's own keys at its beginning", () => {
    expect(at("|")?.keys).toEqual(["$schema", "datasets", "features", "evaluations"]);
  });

  it("is a data set's keys that it lacks", () => {
    const keys = at(`${people}    ti|\n`)?.keys;
    expect(keys).toContain("time");
    expect(keys).not.toContain("source");
  });

  it("is a column's checks, in a block and in braces", () => {
    expect(at(`${people}    columns:\n      age:\n        |\n`)?.keys).toContain("max");
    expect(at(`${people}    columns:\n      age: {type: integer, |}\n`)?.keys).toContain("max");
  });

  it("is a type, also in a brace that is not closed yet", () => {
    expect(at(`${people}    columns:\n      age: {type: in|}\n`)?.values).toContain("integer");
    expect(at(`${people}    columns:\n      age: {type: |\n      name: {nulls: false}\n`)?.values).toContain("integer");
  });

  it("is a check's severity, which the schema defines elsewhere", () => {
    expect(at(`${people}    columns:\n      age: {max: {value: 3, severity: |}}\n`)?.values).toEqual([
      "error",
      "warning",
      "information",
    ]);
  });

  it.each([
    ["time: |", "a data set's time"],
    ["keys: [id, |]", "keys"],
    ["columns:\n      |", "the columns that are declared"],
    ["columns:\n      a|\n      name: {nulls: false}", "a column between others"],
    ["columns:\n      at: {monotonic: {value: increasing, by: [|]}}", "the columns of a group"],
    ["checks:\n      - unique: [|]", "what is unique"],
    ["checks:\n      - unique:\n          - |", "what is unique, in a list"],
    ["checks:\n      - freshness: {column: |}", "a check's column"],
  ])("is the data set's columns at %j: %s", (text) => {
    expect(at(`${people}    ${text}\n`)?.names).toEqual({ columnsOf: "people" });
  });

  it("is no column below a column named as a field is", () => {
    expect(at(`${people}    columns:\n      time: |\n`)?.names).toEqual({});
  });

  it("is data sets for a foreign key, and the other's columns", () => {
    expect(at(`${people}    checks:\n      - foreign_key: {columns: [a], references: |}\n`)?.names).toEqual({
      datasets: "withColumn",
    });
    expect(
      at(`${people}    checks:\n      - foreign_key: {references: {dataset: lands, columns: [|]}}\n`)?.names,
    ).toEqual({ columnsOf: "lands" });
  });

  it("is nothing in a comment, in a longer text and in a key without a space behind its colon", () => {
    expect(at(`${people}    # |\n`)).toBeUndefined();
    expect(at(`${people}    label:|\n`)).toBeUndefined();
  });

  it("is nothing in a file that is more than is read", () => {
    expect(at(`${"[".repeat(5000)}|`)).toBeUndefined();
    expect(at(`# ${"x".repeat(600_000)}\n|`)).toBeUndefined();
  });

  it("never throws, wherever a file is cut off", () => {
    const text = `${people}    keys: [id, "a b"]\n    columns: {age: {type: integer, max: {value: 3}}, b: *x}\n    checks:\n      - sql: |-\n          SELECT 1\n      - ? a\n`;
    for (let end = 0; end <= text.length; end++) {
      expect(() => offerAt(text.slice(0, end), end)).not.toThrow();
      expect(() => explainedAt(text.slice(0, end), end)).not.toThrow();
    }
  });
});

describe("what a word of tidemark.yaml means", () => {
  const text = `${people}    columns:\n      age: {type: integer}\nfeatures:\n  sums:\n    sql: SELECT 1\n`;

  it("is told in the schema's words", () => {
    const { description, range } = explainedAt(text, text.indexOf("source") + 2) ?? {};
    expect(description).toMatch(/^Where the rows are/);
    expect(text.slice(...(range ?? [0, 0]))).toBe("source");
  });

  it("is a column where one is named", () => {
    expect(explainedAt(text, text.indexOf("age"))?.column).toEqual({ name: "age", dataset: "people" });
  });

  it("is nothing between words", () => {
    expect(explainedAt(text, text.indexOf("  people"))).toBeUndefined();
  });

  it("counts data sets and features as names", () => {
    const offer = offerAt(text, text.length);
    expect(offer && declaredNames(offer.writing)).toEqual(["people", "sums"]);
  });
});

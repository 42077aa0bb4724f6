import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/readConfig.ts";
import { column, declared, problemsOf, table, textAt } from "./reading.ts";

const guide = readFileSync(new URL("../../../docs/data-contracts.md", import.meta.url), "utf8");
const example = /```yaml\n([\s\S]*?)```/.exec(guide)?.[1] ?? "";
const dataset = (text: string) => readConfig(text, "tidemark.yaml").config.datasets[0];
const option = (text: string) => declared(text)[0]?.options;

describe("a configuration", () => {
  it("may name folders to watch, with how to read the files there, but no addresses", () => {
    const watching = (watch: string) => `datasets:\n  t:\n    source: t.parquet\n    watch: ${watch}\n`;
    expect(dataset(watching("inbox"))?.watch).toEqual({ paths: ["inbox"] });
    expect(dataset(watching('{path: [in/*.txt, more], format: csv, delimiter: ";"}'))?.watch).toEqual({
      paths: ["in/*.txt", "more"],
      format: "csv",
      delimiter: ";",
    });
    expect(problemsOf(watching("https://example.com/new"))).toEqual([
      "t/watch: «https://example.com/new» An address can't be watched: name a folder or a glob.",
    ]);
  });

  it("reads as the guide says", () => {
    expect(problemsOf(example)).toEqual([]);
    expect(dataset(example)).toMatchObject({
      name: "customers",
      source: { paths: ["data/customers.csv"] },
      keys: ["id"],
      time: "signup_date",
      label: "churned",
      split: { kind: "column", column: "set", train: ["train"], test: ["test"] },
      reference: { kind: "previous" },
    });
    expect(declared(example).find(({ id }) => id === "customers/columns/age/max")).toEqual({
      id: "customers/columns/age/max",
      scope: "column",
      dataset: "customers",
      column: "age",
      kind: "max",
      options: { value: 120, exclusive: false },
      severity: "warning",
      tolerate: 0.01,
      message: undefined,
      implied: false,
    });
  });

  it("may be empty", () => {
    for (const text of ["", "# nothing yet\n", "datasets:\n", "{}"]) {
      expect(readConfig(text, "tidemark.yaml")).toMatchObject({ config: { datasets: [] }, problems: [] });
    }
  });

  it("may be JSON, with its schema named", () => {
    const text = '{\n\t"$schema": "./s.json",\n\t"datasets": {"t": {"source": ["a.csv", "b.csv"]}}\n}';
    expect(problemsOf(text, "tidemark.json")).toEqual([]);
    expect(dataset(text)?.source).toEqual({ paths: ["a.csv", "b.csv"] });
  });

  it("tells what other readers of JSON would refuse", () => {
    expect(readConfig('{"datasets": {},}', "tidemark.json").problems).toMatchObject([
      { severity: "warning", range: { start: { line: 0, character: 16 } } },
    ]);
  });

  it("finds the place of each data set, column and check", () => {
    const { places, config } = readConfig(example, "tidemark.yaml");
    const at = (id: string) =>
      textAt(example, places.get(id) ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } });
    expect(at("customers/columns/age/min")).toBe("min: 0");
    expect(at("customers/columns/country")).toBe("country: {type: string, values: [de, fr, it]}");
    expect(at("customers/checks/class_balance")).toBe("class_balance: 0.1");
    expect(at("customers/keys")).toBe("keys: [id]");
    expect(at("customers/columns/set/required")).toBe("set");
    expect(config.datasets.flatMap(({ checks }) => checks).filter(({ id }) => !places.has(id))).toEqual([]);
  });

  it("promises that declared columns are there and that files are sound, unless it says otherwise", () => {
    const ids = (text: string) => dataset(text)?.checks.map(({ id, implied }) => [id, implied]);
    expect(ids(column(""))).toContainEqual(["t/columns/c/required", true]);
    expect(ids(column("required: false"))).not.toContainEqual(["t/columns/c/required", expect.anything()]);
    expect(ids(table("blank_rows: true"))).toEqual(
      ["invalid_encoding", "truncated_file", "wrong_dialect", "blank_headers", "duplicate_headers", "ragged_rows"].map(
        (kind) => [`t/checks/${kind}`, true],
      ),
    );
  });
});

describe("a check's value", () => {
  it.each([
    [column("max: 5"), { value: 5, exclusive: false }],
    [column("min: {value: 2026-01-31, exclusive: true}"), { value: "2026-01-31", exclusive: true }],
    [column("nulls: {tolerate: 5%}"), { value: false }],
    [
      column("quantiles: {5%: {min: 1}, 0.5: {max: 3}}"),
      {
        value: [
          { quantile: 0.05, min: 1 },
          { quantile: 0.5, max: 3 },
        ],
      },
    ],
    [column("sequential:"), undefined],
    [column("distinct: 3"), { equals: 3 }],
    [column("constant: {share: 99.5%}"), { value: false, share: 0.995 }],
    [table("duplicate_rows: 0"), { max: { count: 0 } }],
    [table("duplicate_rows: {max: 1%, columns: [a]}"), { max: { share: 0.01 }, columns: ["a"] }],
    [table("freshness: {column: a, max_age: 1d12h}"), { column: "a", max_age: 129_600_000 }],
    [
      table("foreign_key: {columns: [a], references: t.c.d}"),
      { columns: ["a"], references: { dataset: "t", columns: ["c.d"] } },
    ],
    [table("row_count_change: 10%"), { max: 0.1, direction: "either" }],
    [table("drift: {against: {dataset: t}}"), { against: { dataset: "t" }, significance: 0.05, effect: 0.1 }],
    [table("finite: {columns: [a]}"), { value: true, columns: ["a"] }],
    [table("correlation: 0.8"), { max: 0.8, method: "pearson" }],
  ])("%s", (text, options) => {
    if (options === undefined) expect(declared(text)).toEqual([]);
    else expect(option(text)).toMatchObject(options);
  });

  it("makes no check of what allows everything", () => {
    for (const text of ["nulls: true", "unique: false", "outliers: true", "finite: false"]) {
      expect(declared(column(text))).toEqual([]);
      expect(problemsOf(column(text))).toEqual([]);
    }
  });

  it("carries severity, tolerance, message and name", () => {
    const text = table(
      'expression: "a < b"\n        severity: information\n        tolerate: 0.5%\n        message: no\n        name: order',
    );
    expect(declared(text)).toMatchObject([
      { id: "t/checks/order", kind: "expression", severity: "information", tolerate: 0.005, message: "no" },
    ]);
  });
});

describe("a check's identity", () => {
  const ids = (text: string) => declared(text).map(({ id }) => id);

  it("stays when other checks come before it", () => {
    const [alone] = ids(table("expression: a < b"));
    expect(ids(table("expression: c < d\n      - row_count: 3\n      - expression: a  <  b"))[2]).toBe(alone);
    expect(alone).toMatch(/^t\/checks\/expression\/[0-9a-f]{8}$/);
  });

  it("is told by columns where they make the difference", () => {
    expect(ids(table("unique: [a, b]\n      - unique: [c]"))).toEqual(["t/checks/unique/a+b", "t/checks/unique/c"]);
  });

  it("escapes slashes of names", () => {
    expect(ids('datasets: {t: {source: a, columns: {"a/b~c": {min: 1}}}}')).toEqual(["t/columns/a~1b~0c/min"]);
  });

  it("is asked for where two checks would share it", () => {
    const text = table("row_count: {min: 10}\n      - row_count: {min: 5}");
    expect(problemsOf(text)).toEqual([
      't/checks/row_count: «row_count» There is a check "row_count" like this already: give this one a "name".',
    ]);
    expect(ids(text)).toEqual(["t/checks/row_count"]);
  });
});

describe("a source", () => {
  const source = (text: string) => dataset(`datasets: {t: {source: ${text}}}`)?.source;

  it("may say how it is read", () => {
    expect(
      source('{path: "*.txt", format: csv, delimiter: ";", encoding: latin-1, header: false, nulls: ["", NA]}'),
    ).toEqual({
      paths: ["*.txt"],
      format: "csv",
      delimiter: ";",
      encoding: "latin-1",
      header: false,
      nulls: ["", "NA"],
    });
    expect(source("{path: a.db, format: sqlite, table: t}")).toMatchObject({ table: "t" });
  });

  it("may be the parts of a split", () => {
    const text = "datasets: {t: {split: {train: a.csv, test: {path: b.csv}}}}";
    expect(dataset(text)).toMatchObject({ source: { paths: ["a.csv", "b.csv"] }, split: { kind: "sources" } });
  });

  it.each([
    ["previous", { kind: "previous" }],
    ['"0123456"', { kind: "version", hash: "0123456" }],
    ["git:HEAD~1", { kind: "git", revision: "HEAD~1" }],
  ])("is compared with %s", (reference, expected) => {
    expect(dataset(`datasets: {t: {source: a, reference: ${reference}}}`)?.reference).toEqual(expected);
  });
});

import { describe, expect, it } from "vitest";
import { readConfig } from "../../../src/config/readConfig.ts";
import { column, declared, problemsOf, table } from "./reading.ts";

describe("a wrong value is told at its place", () => {
  it.each([
    [column("mn: 3"), 't/columns/c/mn: «mn» Unknown key "mn". Did you mean "min"?'],
    [column("xyzzy: 3"), 't/columns/c/xyzzy: «xyzzy» Unknown key "xyzzy".'],
    [
      column("row_count: 3"),
      't/columns/c/row_count: «row_count» "row_count" is a check of the whole table: write it below "checks".',
    ],
    [
      table("min: 3"),
      't/checks: «min» "min" is a check of one column: write it below the column\'s name in "columns".',
    ],
    [table("row_cuont: 3"), 't/checks: «row_cuont» Unknown key "row_cuont". Did you mean "row_count"?'],
    [
      table("row_count: 3\n        unique: [a]"),
      't/checks: «unique» An item has one check, and this one has "row_count" already: begin another item with "- ".',
    ],
    [table("severity: error"), "t/checks: «severity: error» The item names no check, such as row_count: {min: 1000}."],
    [table("just words"), "t/checks: «just words» An item must be a check such as row_count: {min: 1000}."],
    [
      column('max_length: "5"'),
      't/columns/c/max_length: «"5"» "max_length" must be a whole number, 0 or more, not the text "5". Write 5 without quotes.',
    ],
    [column("max_length: -1"), 't/columns/c/max_length: «-1» "max_length" must be a whole number, 0 or more, not -1.'],
    [
      column("max_length: 1.5"),
      't/columns/c/max_length: «1.5» "max_length" must be a whole number, 0 or more, not 1.5.',
    ],
    [
      column("max:"),
      't/columns/c/max: «max» "max" must be a number, or a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not empty.',
    ],
    [column("max: {exclusive: true}"), 't/columns/c/max: «max» "value" is missing.'],
    [
      column("max: {value: 3, exclsive: true, oops: 1}"),
      't/columns/c/max: «exclsive» Unknown key "exclsive". Did you mean "exclusive"?',
    ],
    [
      column("max: .inf"),
      't/columns/c/max: «.inf» "max" must be a number, or a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not Infinity.',
    ],
    [
      column("min: 2026-02-30"),
      't/columns/c/min: «2026-02-30» "min" must be a number, or a date such as 2026-01-31 or 2026-01-31T12:00:00Z, not the text "2026-02-30".',
    ],
    [
      column("type: int"),
      't/columns/c/type: «int» "type" must be boolean, integer, number, string, date, time, timestamp, json or uuid, not the text "int".',
    ],
    [
      column("type: intger"),
      't/columns/c/type: «intger» "type" must be boolean, integer, number, string, date, time, timestamp, json or uuid, not the text "intger". Did you mean "integer"?',
    ],
    [column("nulls: no"), 't/columns/c/nulls: «no» "nulls" must be true or false, not the text "no". Write false.'],
    [
      column("nulls: {tolerate: 1}"),
      't/columns/c/nulls: «1» "tolerate" must be a number from 0 to below 1, or per cent such as 1%, not 1.',
    ],
    [
      column("nulls: {tolerate: 100%}"),
      't/columns/c/nulls: «100%» "tolerate" must be a number from 0 to below 1, or per cent such as 1%, not the text "100%".',
    ],
    [
      column("mean: {min: 1, tolerate: 1%}"),
      "t/columns/c/mean: «tolerate» \"tolerate\" doesn't apply to mean, which doesn't judge row by row.",
    ],
    [
      column("nulls: {severity: warn}"),
      't/columns/c/nulls: «warn» "severity" must be error, warning or information, not the text "warn".',
    ],
    [column("values: [a, a]"), "t/columns/c/values: «[a, a]» A value stands in the list twice."],
    [column("values: []"), 't/columns/c/values: «[]» "values" must be a list of at least one value, not a list.'],
    [
      column("mean: {min: 2, max: 1}"),
      't/columns/c/mean: «{min: 2, max: 1}» "min" (2) is above "max" (1), so nothing passes.',
    ],
    [column("mean: {}"), 't/columns/c/mean: «{}» At least one of "min" and "max" is needed.'],
    [
      column("quantiles: {500: {min: 1}}"),
      "t/columns/c/quantiles: «{min: 1}» Write a quantile as a number from 0 to 1, or in per cent such as 5%.",
    ],
    [column("quantiles: {5%: {mi: 1}}"), 't/columns/c/quantiles: «mi» Unknown key "mi". Did you mean "min"?'],
    [
      column('pattern: "a(?=b)"'),
      't/columns/c/pattern: «"a(?=b)"» The regular expression isn\'t one of RE2, which DuckDB uses (invalid or unsupported Perl syntax: `(?=`). RE2 has no lookahead or lookbehind.',
    ],
    [
      column('pattern: "(a)\\\\1"'),
      't/columns/c/pattern: «"(a)\\\\1"» The regular expression isn\'t one of RE2, which DuckDB uses (invalid escape sequence: `\\1`). RE2 has no backreferences.',
    ],
    [
      column("max: 12345678901234567890"),
      "t/columns/c/max: «12345678901234567890» The number has more digits than are kept exactly: use at most 15.",
    ],
    [
      table("freshness: {column: a, max_age: 2}"),
      't/checks/freshness: «2» "max_age" must be a duration such as 2d, 36h or 1h30m, not 2.',
    ],
    [
      table("freshness: {column: a, max_age: 2 days}"),
      't/checks/freshness: «2 days» "max_age" must be a duration such as 2d, 36h or 1h30m, not the text "2 days".',
    ],
    [table("unique: a"), 't/checks/unique: «a» "unique" must be a list of columns such as [a, b], not the text "a".'],
    [
      table("unique: [a, 2020]"),
      't/checks/unique: «2020» "unique" must be a column\'s name (a text), not 2020. Put it in quotes.',
    ],
    [
      table("sha256: 12"),
      't/checks/sha256: «12» "sha256" must be 64 hexadecimal digits, in quotes, not 12. Put it in quotes.',
    ],
    ["datasets: {t: {source: a, keys: [a, a]}}", "t/keys: «[a, a]» A column stands in the list twice."],
    [
      "datasets: {t: {source: a, reference: 1234567}}",
      't/reference: «1234567» "reference" must be previous, a version\'s hash (or its first 6 digits or more, in quotes), or git:REVISION, not 1234567. Put it in quotes.',
    ],
    [
      "datasets: {t: {source: a, reference: git:--upload-pack=x}}",
      't/reference: «git:--upload-pack=x» "reference" must be previous, a version\'s hash (or its first 6 digits or more, in quotes), or git:REVISION, not the text "git:--upload-pack=x".',
    ],
    [
      "datasets: {t: {source: {path: a, delimeter: x}}}",
      't/source: «delimeter» Unknown key "delimeter". Did you mean "delimiter"?',
    ],
    [
      "datasets: {t: {source: {path: a, format: parquet, delimiter: x}}}",
      't/source: «x» "delimiter" is for csv and tsv, not parquet.',
    ],
    [
      "datasets: {t: {source: {path: a, format: sqlite}}}",
      't/source: «sqlite» "table" is missing: a sqlite source is one table.',
    ],
    ["datasets: {t: {columns: {}}}", 't: «t» "source" is missing: where are the rows of t?'],
    [
      "datasets: {t: {source: 5}}",
      't/source: «5» "source" must be a path, a list of paths, or a map with a path, not 5.',
    ],
    [
      "datasets: {a.b: {source: a}}",
      "a.b: «a.b» A data set's name has letters, digits, - and _, and begins with a letter: \"a.b\" doesn't.",
    ],
    ["dataset: {}", ': «dataset» Unknown key "dataset". Did you mean "datasets"?'],
    ["- a", ': «- a» The file must be a map with keys such as "datasets", "features" and "evaluations".'],
    ["datasets: [a]", ': «datasets» "datasets" must be a map from names to data sets.'],
  ])("%s", (text, problem) => {
    expect(problemsOf(text)[0]).toBe(problem);
  });

  it("tells every unknown key", () => {
    expect(problemsOf(column("max: {value: 3, exclsive: true, oops: 1}"))).toHaveLength(2);
  });
});

describe("a wrong check costs nothing else", () => {
  it("among columns, their checks, items of the list and data sets", () => {
    const text = `datasets:
  broken: {source: 5}
  t:
    source: t.csv
    time: 5
    columns:
      a: {min: x, max: 3}
      b: 7
      c: {unique: true}
    checks:
      - row_count: x
      - row_count: {min: 3}
        name: enough
      - nonsense
      - unique: [a, b]
`;
    expect(declared(text).map(({ id }) => id)).toEqual([
      "t/columns/a/max",
      "t/columns/c/unique",
      "t/checks/enough",
      "t/checks/unique/a+b",
    ]);
    expect(readConfig(text, "tidemark.yaml").problems.map(({ path }) => path)).toEqual([
      "broken/source",
      "t/time",
      "t/columns/a/min",
      "t/columns/b",
      "t/checks/row_count",
      "t/checks",
    ]);
  });

  it("but a text that isn't YAML declares nothing", () => {
    const { config, problems } = readConfig("datasets:\n  t: {source: a\n", "tidemark.yaml");
    expect(config.datasets).toEqual([]);
    expect(problems[0]).toMatchObject({ severity: "error", path: "" });
  });
});

describe("what parts say about each other", () => {
  const closed = (more: string) => `datasets:
  t:
    source: t.csv
    columns: {id: , amount: {type: number}, day: {type: date}}
    closed: true
${more}`;

  it.each([
    [closed("    keys: [idd]\n"), 't/keys: «idd» t has no column "idd". Did you mean "id"?'],
    [closed("    label: target\n"), 't/label: «target» t has no column "target".'],
    [closed("    prediction: amuont\n"), 't/prediction: «amuont» t has no column "amuont". Did you mean "amount"?'],
    [
      closed("    checks: [unique: [id, dya]]\n"),
      't/checks/unique/id+dya: «dya» t has no column "dya". Did you mean "day"?',
    ],
    [
      closed("  u: {source: u, checks: [foreign_key: {columns: [x], references: t.idx}]}\n"),
      'u/checks/foreign_key/x: «t.idx» t has no column "idx". Did you mean "id"?',
    ],
    [
      table("foreign_key: {columns: [a], references: s.id}"),
      't/checks/foreign_key/a: «s.id» There is no data set "s". Did you mean "t"?',
    ],
    [
      table("foreign_key: {columns: [a, b], references: t.id}"),
      't/checks/foreign_key: «{columns: [a, b], references: t.id}» "columns" names 2 and "references" 1: they are compared in pairs.',
    ],
    [table("drift: {against: {dataset: live}}"), 't/checks/drift/live: «live» There is no data set "live".'],
    [
      table("class_balance: 0.1"),
      't/checks/class_balance: «class_balance: 0.1» "class_balance" needs the data set\'s "label".',
    ],
    [
      table("split_time: 0s", "    split: part\n"),
      't/checks/split_time: «split_time: 0s» "split_time" needs the data set\'s "time".',
    ],
    [
      table("freshness: 2d"),
      't/checks/freshness: «freshness: 2d» "freshness" needs the data set\'s "time", or a "column".',
    ],
    [
      column("type: string, min: 3"),
      't/columns/c/min: «min: 3» "min" is for columns of type integer, number, date, timestamp, and this one is of type string.',
    ],
    [
      column("type: integer, max: 2026-01-01"),
      't/columns/c/max: «max: 2026-01-01» "max" must be a number: the column is of type integer.',
    ],
    [column("type: date, max: 3"), 't/columns/c/max: «max: 3» "max" must be a date: the column is of type date.'],
    [
      column("type: string, values: [a, 1]"),
      "t/columns/c/values: «values: [a, 1]» The value 1 isn't of the column's type, string. Put it in quotes.",
    ],
    [column("min: 3, max: 2"), 't/columns/c/max: «max: 2» "max" (2) is below "min" (3), so nothing passes.'],
    [
      column("min: 2026-01-02, max: 2026-01-01T12:00:00Z"),
      't/columns/c/max: «max: 2026-01-01T12:00:00Z» "max" (2026-01-01T12:00:00Z) is below "min" (2026-01-02), so nothing passes.',
    ],
    [
      column("min_length: 3, max_length: 2"),
      't/columns/c/max_length: «max_length: 2» "max_length" (2) is below "min_length" (3), so nothing passes.',
    ],
    [
      column('type: {value: integer, format: "%d"}'),
      't/columns/c/type: «{value: integer, format: "%d"}» "format" is for date, time and timestamp, not integer.',
    ],
  ])("%s", (text, problem) => {
    expect(problemsOf(text)).toEqual([problem]);
  });

  it("warns of a likely misspelling where other columns are allowed, and checks all the same", () => {
    const text = "datasets: {t: {source: a, keys: [idd], columns: {id: }}}";
    expect(readConfig(text, "tidemark.yaml").problems).toMatchObject([{ severity: "warning", path: "t/keys" }]);
    expect(declared(text).map(({ id }) => id)).toEqual(["t/keys"]);
  });

  it("don't blame a reference to a data set that is only broken", () => {
    const text =
      "datasets:\n  t: {source: t, checks: [foreign_key: {columns: [a], references: u.id}]}\n  u: {source: 5}\n";
    expect(readConfig(text, "tidemark.yaml").problems.map(({ path }) => path)).toEqual(["u/source"]);
  });
});

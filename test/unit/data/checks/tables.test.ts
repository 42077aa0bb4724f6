import { describe, expect, it } from "vitest";
import { check, outcomes } from "./checking.ts";

/** One check of the whole table. */
const tableCheck = async (csv: string, item: string, declaration = "columns: {}") => {
  const found = await outcomes(csv, `${declaration}\nchecks:\n  - ${item}`);
  const kind = /^\w+/.exec(item)?.[0];
  const outcome = [...found].find(([id]) => id.startsWith(`checks/${kind}`))?.[1];
  if (outcome === undefined) throw new Error(`There is no outcome of ${kind}.`);
  return outcome;
};

describe("keys and unique", () => {
  const csv = "a,b\n1,x\n1,y\n1,x\n,z\n,z\n";

  it("count each row after the first, and for keys those without a value", async () => {
    const found = await outcomes(csv, "keys: [a, b]");
    expect(found.get("keys")).toMatchObject({ state: "failed", failing: 3, rows: 5 });
    expect(found.get("keys")?.places.map(({ record }) => record)).toEqual([3, 4, 5]);
  });

  it("leave rows with a null out of unique", async () => {
    const outcome = await tableCheck(csv, "unique: [a, b]");
    expect(outcome).toMatchObject({ id: "d/checks/unique/a+b", failing: 1, rows: 3 });
  });
});

describe("rows and columns", () => {
  it("equal to an earlier one are counted", async () => {
    const csv = "a,b,c\n1,x,1\n1,x,1\n2,x,2\n1,x,1\n,x,\n,x,\n";
    expect(await tableCheck(csv, "duplicate_rows: 1")).toMatchObject({ state: "failed", failing: 3, rows: 6 });
    expect(await tableCheck(csv, "duplicate_rows: 50%")).toMatchObject({ state: "passed", tolerated: 3 });
    const columns = await tableCheck(csv, "duplicate_columns: 0");
    expect(columns).toMatchObject({ state: "failed", failing: 1, message: expect.stringContaining("c (as a)") });
  });

  it("are those declared, in their order", async () => {
    const found = await outcomes("b,a,c\n1,1,1\n", "columns: {a: , b: }\nclosed: true\nordered: true");
    expect(found.get("closed")).toMatchObject({ state: "failed", message: "A column isn't declared: c." });
    expect(found.get("ordered")).toMatchObject({
      state: "failed",
      message: expect.stringContaining('"b" stands where "a"'),
    });
  });

  it("that are missing fail once, and their other checks are skipped", async () => {
    const found = await outcomes("a\n1\n", "columns: {b: {type: integer, min: 0}, c: {required: false, min: 1}}");
    const states = ["b/required", "b/type", "b/min", "c/min"].map((id) => found.get(`columns/${id}`)?.state);
    expect(states).toEqual(["failed", "skipped", "skipped", "skipped"]);
  });
});

describe("foreign_key", () => {
  it("finds rows whose values the other data set lacks; nulls pass, numbers are compared as such", async () => {
    const report = await check({
      "a.csv": "k\n01\n2\n\n3\n",
      "b.csv": "id\n1\n2\n",
      "tidemark.yaml": `datasets:
  a: {source: a.csv, columns: {k: {type: integer}}, checks: [{foreign_key: {columns: [k], references: b.id}}]}
  b: {source: b.csv, columns: {id: {type: integer}}}
`,
    });
    const outcome = report.datasets[0]?.outcomes.at(-1);
    expect(outcome).toMatchObject({ kind: "foreign_key", failing: 1, rows: 3, places: [{ record: 4, value: "3" }] });
  });

  it("can't be told against a feature that was never built; how to build it is said", async () => {
    const report = await check({
      "a.csv": "k\n1\n",
      "tidemark.yaml": `datasets:
  a: {source: a.csv, columns: {k: {type: integer}}, checks: [{foreign_key: {columns: [k], references: f.k}}, {drift: {against: {dataset: f}}}]}
features:
  f: {sql: SELECT k FROM a, checks: [row_count: {min: 1}]}
`,
    });
    const message = expect.stringMatching(/"f" has not been built yet: "tidemark features build f" or .* builds it/);
    const outcomes = report.datasets[0]?.outcomes.filter(({ kind }) => kind === "foreign_key" || kind === "drift");
    expect(outcomes).toMatchObject([
      { state: "couldNotRun", message },
      { state: "couldNotRun", message },
    ]);
  });
});

describe("expression and sql", () => {
  const csv = "id,age,day\n1,17,2026-01-01\n2,18,\n3,x,2026-01-03\n";
  const typed = "columns: {age: {type: integer}}";

  it("see declared and readable types", async () => {
    const outcome = await tableCheck(csv, "expression: age >= 18 OR id > 1", typed);
    expect(outcome).toMatchObject({ state: "failed", failing: 1, rows: 3, places: [{ record: 1 }] });
    expect(await tableCheck(csv, "expression: year(day) = 2026", typed)).toMatchObject({ state: "passed" });
    expect(await tableCheck(csv, "sql: SELECT * FROM d WHERE age < 18", typed)).toMatchObject({ failing: 1 });
  });

  it("could not run when they are wrong", async () => {
    for (const item of ["expression: agee > 1", "expression: age >", "sql: SELECT * FROM other"]) {
      expect(await tableCheck(csv, item, typed), item).toMatchObject({ state: "couldNotRun" });
    }
  });

  it("neither write nor read anything but data sets", async () => {
    for (const item of [
      "sql: COPY d TO 'stolen.csv'",
      "sql: SELECT 1; DROP TABLE d",
      "sql: SELECT * FROM read_csv('d.csv')",
      "sql: SELECT * FROM 'd.csv'",
      'sql: WITH \\"d.csv\\" AS (SELECT * FROM \\"d.csv\\") SELECT * FROM \\"d.csv\\"',
      "sql: SELECT * FROM d WHERE id IN (SELECT size FROM read_text('d.csv'))",
      "expression: id IN (SELECT 1 FROM glob('*'))",
      "expression: true) OR id IN (SELECT id FROM 'd.csv'",
    ]) {
      expect(await tableCheck(csv, `${item.replace(": ", ': "')}"`, typed), item).toMatchObject({
        state: "couldNotRun",
      });
    }
  });
});

describe("a split", () => {
  const csv = "id,day,v,set\n1,2026-01-01,a,train\n2,2026-01-02,b,train\n3,2026-01-02,a,test\n1,2026-01-04,c,test\n";
  const declared = "split: set\ntime: day\nlabel: v\nkeys: [id]";

  it("has no rows in both parts, no earlier test rows, no new labels and values", async () => {
    expect(await tableCheck(csv, "split_overlap: {columns: [id]}", declared)).toMatchObject({
      failing: 1,
      rows: 2,
      places: [{ record: 4, column: "id", value: "1" }],
    });
    expect(await tableCheck(csv, "split_time: 0d", declared)).toMatchObject({ failing: 1, places: [{ record: 3 }] });
    expect(await tableCheck(csv, "split_time: 3d", declared)).toMatchObject({ failing: 2 });
    expect(await tableCheck(csv, "split_new_labels: false", declared)).toMatchObject({ places: [{ value: "c" }] });
    expect(await tableCheck(csv, "split_new_values: false", declared)).toMatchObject({ failing: 1, rows: 2 });
  });

  it("of two sources tells the file of the test part", async () => {
    const report = await check({
      "train.csv": "id\n1\n2\n",
      "test.csv": "id\n3\n2\n",
      "tidemark.yaml": "datasets: {d: {split: {train: train.csv, test: test.csv}, checks: [split_overlap: 0]}}",
    });
    const outcome = report.datasets[0]?.outcomes.find(({ kind }) => kind === "split_overlap");
    expect(outcome).toMatchObject({ failing: 1, rows: 2 });
    expect(outcome?.places).toMatchObject([{ record: 2, file: expect.stringMatching(/test\.csv$/) }]);
  });

  it("without rows in a part could not be looked at", async () => {
    const outcome = await tableCheck(csv.replaceAll("test", "other"), "split_overlap: 0", declared);
    expect(outcome).toMatchObject({ state: "couldNotRun", message: "The test part has no rows." });
  });
});

describe("labels", () => {
  it("conflict where rows have equal features", async () => {
    const outcome = await tableCheck("a,b,y\n1,1,p\n1,1,n\n1,1,p\n2,1,n\n2,1,n\n", "conflicting_labels: 0", "label: y");
    expect(outcome).toMatchObject({ failing: 2, rows: 5 });
    expect(outcome.places.map(({ record, column }) => [record, column])).toEqual([
      [2, "y"],
      [3, "y"],
    ]);
  });

  it("are balanced", async () => {
    const csv = `y\n${"a\n".repeat(9)}b\n`;
    expect(await tableCheck(csv, "class_balance: 0.2", "label: y")).toMatchObject({ state: "failed" });
    expect(await tableCheck(csv, "class_balance: 0.1", "label: y")).toMatchObject({ state: "passed" });
  });

  const rows = Array.from({ length: 60 }, (_, i) => `${i},${(i * 37) % 60},${i < 30 ? "p" : "n"},${i % 3 ? "u" : "v"}`);
  const csv = `id,x,y,k\n${rows.join("\n")}\n`;

  it("are told by what is nearly the label itself", async () => {
    const leaking = csv.replace("id,x", "id,leak").replaceAll(/^(\d+),\d+,(p|n)/gm, "$1,$2,$2");
    const outcome = await tableCheck(leaking, "label_leakage: 0.9", "label: y\nkeys: [id]");
    expect(outcome).toMatchObject({ state: "failed", message: "leak 1: at most 0.9 is allowed." });
    // A model's prediction is no feature: it has to know the label.
    const predicting = "label: y\nprediction: leak\nkeys: [id]";
    expect(await tableCheck(leaking, "label_leakage: 0.9", predicting)).toMatchObject({ state: "passed" });
    expect(await tableCheck(csv, "label_leakage: 0.9", "label: y\nkeys: [id]")).toMatchObject({ state: "passed" });
  });

  it("are told by keys and the order of the rows when these are sorted by them", async () => {
    const outcome = await tableCheck(csv, "identifier_leakage: 0.2", "label: y\nkeys: [id]");
    expect(outcome).toMatchObject({ state: "failed", failing: 2, rows: 2 });
    // η of two equal halves of ranks 1 to 60: √(15² / ((60² − 1) / 12)).
    expect(outcome.message).toContain("0.8661");
  });
});

describe("correlation", () => {
  it("is told with its pair", async () => {
    const csv = "a,b,c\n1,2,5\n2,4,1\n3,6,4\n4,8.5,2\n";
    expect(await tableCheck(csv, "correlation: 0.9")).toMatchObject({
      state: "failed",
      failing: 1,
      rows: 3,
      message: expect.stringContaining("a and b"),
    });
    const spearman = await tableCheck(csv, "correlation: {max: 0.99, method: spearman}");
    expect(spearman.message).toContain("a and b 1");
  });
});

describe("the whole table", () => {
  it("is judged column by column", async () => {
    const outcome = await tableCheck("a,b,c\nNA,1,x\ny,2,null\n", "null_spellings: false");
    expect(outcome).toMatchObject({ state: "failed", failing: 2 });
    expect(outcome.places.map(({ column, value }) => [column, value])).toEqual([
      ["a", "NA"],
      ["c", "null"],
    ]);
  });

  it("tells what is wrong in the configuration as checks that could not run", async () => {
    const found = await outcomes("a\n1\n", "columns: {a: {typ: integer, min: x}}\nchecks: [row_count: {min: 1}]");
    expect(found.get("columns/a/min")).toMatchObject({ state: "couldNotRun", column: "a", kind: "min" });
    expect(found.get("columns/a/typ")).toMatchObject({ state: "couldNotRun" });
    expect(found.get("checks/row_count")).toMatchObject({ state: "passed" });
  });
});

describe("a table without rows", () => {
  it("keeps what rows promise, and says what can't be told of none", async () => {
    const found = await outcomes(
      "x,y\n",
      `keys: [x]
label: y
columns: {x: {type: integer, min: 0, mean: {min: 1}, outliers: false, constant: false}, y: }
checks:
  - row_count: {min: 1}
  - duplicate_columns: 0
  - correlation: 0.9
  - label_leakage: 0.9
  - identifier_leakage: 0.2
  - class_balance: 0.1
  - expression: x > 1`,
    );
    const states = (state: string) => [...found].flatMap(([id, outcome]) => (outcome.state === state ? [id] : []));
    expect(states("failed")).toEqual(["checks/row_count"]);
    expect(states("skipped")).toEqual(["columns/x/outliers", "columns/x/constant", "checks/duplicate_columns"]);
    expect(states("couldNotRun")).toEqual([
      "columns/x/mean",
      "checks/correlation",
      "checks/label_leakage",
      "checks/identifier_leakage",
      "checks/class_balance",
    ]);
  });
});

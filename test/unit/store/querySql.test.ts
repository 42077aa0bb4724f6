import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NumberOperand, Query } from "../../../src/protocol/query/ast.ts";
import { searchRuns } from "../../../src/store/runSearch.ts";
import { insertRun, type TestStore, testStore } from "./testStore.ts";

/** What a run has, as the oracle sees it: a number that is undefined is lacking. */
interface Run {
  readonly name: string;
  readonly values: Readonly<Record<string, number>>;
  readonly param: string | undefined;
}

const runs: readonly Run[] = [
  { name: "both", values: { a: 1, b: 2 }, param: "2" },
  { name: "zero", values: { a: 0, b: -1 }, param: "0" },
  { name: "one", values: { a: 2 }, param: "1e-1" },
  { name: "date", values: { b: 0.5 }, param: "2026-01-31" },
  { name: "nothing", values: {}, param: undefined },
];

async function stored(): Promise<TestStore> {
  const test = await testStore();
  const { tables } = test.store;
  for (const [index, { name, values, param }] of runs.entries()) {
    const run = insertRun(tables, name, index);
    for (const [key, value] of Object.entries(values)) tables.series.append(run, key, [{ step: 0, time: 0, value }]);
    if (param !== undefined) tables.params.insert(run, "p", param);
  }
  return test;
}

const found = (test: TestStore, query: Query): string[] => {
  const selection = { experimentIds: ["0"], view: "ACTIVE_ONLY", conditions: [{ of: "query", query }] } as const;
  return [...searchRuns(test.store.connection, { ...selection, order: [], limit: 100 }).runIds].sort();
};

/** The value of an operand in a run; NaN where the run lacks it. */
function numberIn(run: Run, operand: NumberOperand): number {
  switch (operand.of) {
    case "number":
      return operand.value;
    case "metric":
      return run.values[operand.key] ?? Number.NaN;
    case "param":
      return run.param === undefined || run.param.trim() === "" ? Number.NaN : Number(run.param);
    case "arithmetic": {
      const [a, b] = [numberIn(run, operand.left), numberIn(run, operand.right)];
      if (operand.operator === "/") return b === 0 ? Number.NaN : a / b;
      return operand.operator === "*" ? a * b : operand.operator === "+" ? a + b : a - b;
    }
    default:
      throw new TypeError(`There is no ${operand.of} here.`);
  }
}

function holdsIn(run: Run, query: Query): boolean {
  switch (query.kind) {
    case "and":
      return query.parts.every((part) => holdsIn(run, part));
    case "or":
      return query.parts.some((part) => holdsIn(run, part));
    case "not":
      return !holdsIn(run, query.part);
    case "compare": {
      const [a, b] = [numberIn(run, query.left), numberIn(run, query.right)];
      if (Number.isNaN(a) || Number.isNaN(b)) return false;
      return { "=": a === b, "!=": a !== b, "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b }[query.comparator];
    }
    case "between": {
      const all = [query.value, query.low, query.high].map((operand) => numberIn(run, operand));
      const [value = 0, low = 0, high = 0] = all;
      return !all.some(Number.isNaN) && (value >= low && value <= high) !== query.isNegated;
    }
    default:
      throw new TypeError(`There is no ${query.kind} here.`);
  }
}

const place = { from: 0, to: 0 };
const { operand } = fc.letrec<{ operand: NumberOperand }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 2 },
    fc.constantFrom<NumberOperand>(
      { of: "metric", key: "a", take: "last", place },
      { of: "metric", key: "b", take: "max", place },
      { of: "param", key: "p" },
      { of: "number", value: 0 },
      { of: "number", value: 2 },
    ),
    fc.record({
      of: fc.constant("arithmetic" as const),
      operator: fc.constantFrom("+" as const, "-" as const, "*" as const, "/" as const),
      left: tie("operand"),
      right: tie("operand"),
    }),
  ),
}));
const { query } = fc.letrec<{ query: Query }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3 },
    fc.record({
      kind: fc.constant("compare" as const),
      comparator: fc.constantFrom(
        "=" as const,
        "!=" as const,
        "<" as const,
        "<=" as const,
        ">" as const,
        ">=" as const,
      ),
      left: operand,
      right: operand,
    }),
    fc.record({
      kind: fc.constant("between" as const),
      isNegated: fc.boolean(),
      value: operand,
      low: operand,
      high: operand,
    }),
    fc.record({ kind: fc.constant("not" as const), part: tie("query") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      parts: fc.array(tie("query"), { minLength: 2, maxLength: 3 }),
    }),
  ),
}));

describe("a query in SQL", () => {
  it("finds the runs for which it holds, whatever they lack", async () => {
    await using test = await stored();
    fc.assert(
      fc.property(query, (asked) => {
        const wanted = runs.filter((run) => holdsIn(run, asked)).map(({ name }) => name);
        expect(found(test, asked)).toEqual(wanted.sort());
      }),
      { numRuns: 300 },
    );
  });

  const texts = new Map<string, number | null>([
    ...([
      ["12", 12],
      ["-.5e+3", -500],
      ["1e-1", 0.1],
      ["+7.", 7],
    ] as const),
    ...["2026-01-31", "1-2", "1.2.3", "e5", "-e5", "5e", "1e5e2", "1e2.5", "--1", "auto", "", "-", "0x10"].map(
      (text) => [text, null] as const,
    ),
  ]);

  it.each([...texts])("takes the parameter %j for %j", async (text, value) => {
    await using test = await testStore();
    const run = insertRun(test.store.tables, "run", 0);
    test.store.tables.params.insert(run, "p", text);
    const left = { of: "param", key: "p" } as const;
    const equal: Query = { kind: "compare", comparator: "=", left, right: { of: "number", value: value ?? 0 } };
    expect(found(test, equal)).toEqual(value === null ? [] : ["run"]);
    expect(
      found(test, {
        kind: "missing",
        isNegated: false,
        subject: { of: "arithmetic", operator: "+", left, right: left },
      }),
    ).toEqual(value === null ? ["run"] : []);
  });

  it("finds texts of parameters, tags, attributes and data sets", async () => {
    await using test = await stored();
    const name = { of: "text", attribute: "run_name" } as const;
    expect(found(test, { kind: "text", subject: name, test: { comparator: "LIKE", value: "%o%" } })).toEqual([
      ...["both", "nothing", "one", "zero"],
    ]);
    const param = { of: "param", key: "p" } as const;
    expect(found(test, { kind: "text", subject: param, test: { comparator: "NOT IN", values: ["2", "0"] } })).toEqual([
      "date",
      "one",
    ]);
    const used = { of: "dataset", attribute: "name" } as const;
    expect(found(test, { kind: "missing", isNegated: true, subject: used })).toEqual([]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TidemarkError } from "../../../../src/protocol/errors.ts";
import { parseRunOrder } from "../../../../src/tracking/search/order.ts";
import { parseRunFilter } from "../../../../src/tracking/search/runFilter.ts";

/** One condition as a short line. */
const lines = (filter: string): readonly string[] =>
  parseRunFilter(filter).map((condition) => {
    if (condition.of === "query") throw new TypeError("MLflow's language has no queries.");
    const key = "key" in condition ? condition.key : condition.attribute;
    const { test } = condition;
    const value = "values" in test ? test.values : "value" in test ? test.value : null;
    return `${condition.of} ${key} ${test.comparator} ${JSON.stringify(value)}`;
  });

describe("a filter of runs", () => {
  it("may be empty", () => {
    expect(parseRunFilter("")).toEqual([]);
    expect(parseRunFilter(" \n ")).toEqual([]);
  });

  it.each([
    ["metrics.acc > 0.9", "metric acc > 0.9"],
    ["metric.acc<=-1e-3", "metric acc <= -0.001"],
    ["metrics.`val loss` != .5", "metric val loss != 0.5"],
    ["metrics.'val loss' = 1", "metric val loss = 1"],
    ["metrics.val/loss-1 >= 2", "metric val/loss-1 >= 2"],
    ["params.lr = '0.1'", 'param lr = "0.1"'],
    ['param.lr = "0.1"', 'param lr = "0.1"'],
    ["parameters.a.b.c = 'x'", 'param a.b.c = "x"'],
    ["parameter.\"a b.c\" like '%x_'", 'param a b.c LIKE "%x_"'],
    ["`params`.x ILIKE 'X'", 'param x ILIKE "X"'],
    ["params.x = 'it''s'", "param x = \"it''s\""],
    ['params.x = "it\'s"', 'param x = "it\'s"'],
    ["params.x != ''", 'param x != ""'],
    ["params.in = 'a'", 'param in = "a"'],
    ["params.x is null", "param x IS NULL null"],
    ["tags.x IS  not NULL", "tag x IS NOT NULL null"],
    ["tags.mlflow.parentRunId='abc'", 'tag mlflow.parentRunId = "abc"'],
    ["tag.`mlflow.user` = 'me'", 'tag mlflow.user = "me"'],
    ["status = 'FINISHED'", 'text status = "FINISHED"'],
    ["attribute.status != 'FAILED'", 'text status != "FAILED"'],
    ["attr.run_name LIKE 'a%'", 'text run_name LIKE "a%"'],
    ["run.user_id = 'me'", 'text user_id = "me"'],
    ["attributes.artifact_uri = 'x'", 'text artifact_uri = "x"'],
    ["attributes.\"Run name\" = 'x'", 'text run_name = "x"'],
    ["\"run name\"='x'", 'text run_name = "x"'],
    ["`Run Name` = 'x'", 'text run_name = "x"'],
    ["run_id IN ('a','b')", 'text run_id IN ["a","b"]'],
    ["run_id not in ( 'a', )", 'text run_id NOT IN ["a"]'],
    ["start_time > 5", "time start_time > 5"],
    ["created >= 5", "time start_time >= 5"],
    ["Created < 5.5", "time start_time < 5.5"],
    ["attribute.end_time = 5", "time end_time = 5"],
    ["datasets.name = 'x'", 'dataset name = "x"'],
    ["dataset.digest NOT IN ('a','b')", 'dataset digest NOT IN ["a","b"]'],
    ["dataset.context ilike 'TRAIN%'", 'dataset context ILIKE "TRAIN%"'],
  ])("%s", (filter, line) => expect(lines(filter)).toEqual([line]));

  it("joins conditions by AND in any case, and overlooks one too many", () => {
    const two = ["metric a > 1", 'param b = "x"'];
    expect(lines("metrics.a > 1 and params.b = 'x'")).toEqual(two);
    expect(lines("AND metrics.a > 1 AND AND params.b='x'AND")).toEqual(two);
  });

  it.each([
    ["metrics.a > 1 or metrics.b < 2", "Invalid clause(s) in filter string: 'or'"],
    ["metrics.a", "Invalid clause(s) in filter string: 'metrics.a'"],
    ["metrics.a >", "Invalid clause(s) in filter string: 'metrics.a', '>'"],
    ["(metrics.a > 1)", "Invalid clause(s) in filter string: '('"],
    ["metrics.a > 1;", "Invalid clause(s) in filter string: ';'"],
    ["'a' = params.x", "Invalid comparison clause. Expected 'Identifier' found ''a''"],
    ["metrics.a > '1'", "Expected numeric value type for metric. Found '1'"],
    ["metrics.a > NaN", "Expected numeric value type for metric. Found NaN"],
    ["metrics.a == 1", "Invalid comparator '=='"],
    ["metrics.a <> 1", "Invalid comparator '<>'"],
    ["metrics.a is null", "IS NULL / IS NOT NULL is only supported for tags and params, not for metric"],
    ["params.x = 1", "Expected a quoted string value for parameter (e.g. 'my-value'). Got value 1"],
    ["params.x = a", "Parameter value is either not quoted or unidentified quote types used for string value a."],
    ["params.x > 'a'", "Invalid comparator '>'"],
    ["params.x NOT LIKE 'a'", "Invalid comparator 'NOT LIKE'"],
    ["tags.x RLIKE 'a'", "Invalid comparator 'RLIKE'"],
    ["start_time > '5'", "Expected numeric value type for numeric attribute: start_time. Found '5'"],
    ["status IN ('a')", "not supported for attributes"],
    ["run_id IN ()", "expected a non-empty list"],
    ["run_id IN (1)", "got different type in list: ( 1"],
    ["run_id IN ('a'", "got different type in list"],
    ["foo = 'x'", "Invalid attribute key 'foo' specified."],
    ["Status = 'x'", "Invalid attribute key 'Status' specified."],
    ["foo.bar = 'x'", "Invalid entity type 'foo'."],
    ["constructor.a = 'x'", "Invalid entity type 'constructor'."],
    ["METRICS.a > 1", "Invalid entity type 'METRICS'."],
    ["dataset.size = 'x'", "Invalid dataset key 'size' specified."],
    ["params.x = 'a", "Invalid clause(s) in filter string: ''a'"],
  ])("%s is refused", (filter, message) => expect(() => parseRunFilter(filter)).toThrow(message));

  it("reads any key in any quotes back as it was", () => {
    const key = fc.string({ minLength: 1 }).filter((text) => !/[`\\]/.test(text));
    const value = fc.string().filter((text) => !/['\\]/.test(text));
    fc.assert(
      fc.property(key, value, (name, text) => {
        expect(parseRunFilter(`tags.\`${name}\` = '${text}'`)).toEqual([
          { of: "tag", key: name, test: { comparator: "=", value: text } },
        ]);
      }),
    );
  });

  it("reads any number back as it was", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (number) => {
        const [condition] = parseRunFilter(`metrics.a = ${number}`);
        expect(condition?.of === "metric" && condition.test.value).toBe(number + 0);
      }),
    );
  });

  it("is read or refused, whatever it says", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ..."metrics params tags datasets attribute run_id status start_time . ` ' \" ( ) , ; > >= = != AND OR NOT IN IS NULL LIKE ILIKE 1 -1.5 \\ a".split(
          " ",
        ),
        " ",
        "\n",
      ),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const text of [pieces.join(""), pieces.join(" ")]) {
          for (const parse of [parseRunFilter, (clause: string) => parseRunOrder([clause])]) {
            try {
              parse(text);
            } catch (error) {
              if (!(error instanceof TidemarkError)) throw error;
              expect(error.code).toBe("invalidParameter");
            }
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it("is refused in no time, however long", () => {
    for (const text of [
      "'\\'".repeat(100_000),
      "''".repeat(100_001).slice(1),
      "(".repeat(100_000),
      "1".repeat(500_000),
      "a.".repeat(200_000),
    ]) {
      expect(() => parseRunFilter(text)).toThrow(TidemarkError);
    }
  });
});

describe("an order of runs", () => {
  it.each([
    ["metrics.a", { by: "metric", key: "a", descending: false }],
    ["metrics.`val loss` desc", { by: "metric", key: "val loss", descending: true }],
    ['metric."a b" ASC', { by: "metric", key: "a b", descending: false }],
    ["metrics.val/loss-1 DESC", { by: "metric", key: "val/loss-1", descending: true }],
    ["params.end", { by: "param", key: "end", descending: false }],
    ["tags.`mlflow.user` DESC", { by: "tag", key: "mlflow.user", descending: true }],
    ["start_time", { by: "attribute", attribute: "start_time", descending: false }],
    ["attribute.Created  desc ", { by: "attribute", attribute: "start_time", descending: true }],
    ["run.end_time", { by: "attribute", attribute: "end_time", descending: false }],
    ["run_name", { by: "attribute", attribute: "run_name", descending: false }],
  ])("%s", (clause, order) => expect(parseRunOrder([clause])).toEqual([order]));

  it.each([
    ["", "Invalid order_by clause ''. Could not be parsed."],
    ["metrics.a foo", "Invalid ordering key in order_by clause 'metrics.a foo'."],
    ["metrics.a, metrics.b", "Invalid order_by clause 'metrics.a, metrics.b'. Could not be parsed."],
    ["metrics.a NULLS FIRST", "Invalid order_by clause 'metrics.a NULLS FIRST'. Could not be parsed."],
    ["dataset.name", "Invalid identifier type 'dataset'"],
    ["`run name`", "Invalid attribute key 'run name' specified."],
    ["foo", "Invalid attribute key 'foo' specified."],
    ["foo.bar", "Invalid entity type 'foo'."],
  ])("%j is refused", (clause, message) => expect(() => parseRunOrder([clause])).toThrow(message));
});

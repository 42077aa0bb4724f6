import { describe, expect, it } from "vitest";
import { type Query, QueryFault } from "../../../../src/protocol/query/ast.ts";
import { marked } from "../../../../src/protocol/query/faultPlace.ts";
import { parseQuery } from "../../../../src/protocol/query/parseQuery.ts";

/** A query as nested lists. */
function shape(query: Query): unknown {
  switch (query.kind) {
    case "and":
    case "or":
      return [query.kind, ...query.parts.map(shape)];
    case "not":
      return ["not", shape(query.part)];
    case "compare":
      return query.comparator;
    default:
      return query.kind;
  }
}

describe("a query for runs", () => {
  it.each([
    ["metrics.a > 1 or metrics.b < 2 AND NOT metrics.c = 3", ["or", ">", ["and", "<", ["not", "="]]]],
    ["(metrics.a > 1 OR metrics.b < 2) AND metrics.c = 3", ["and", ["or", ">", "<"], "="]],
    ["NOT NOT (metrics.a > 1)", ["not", ["not", ">"]]],
    ["((metrics.a + 1) * 2) > (3)", ">"],
    ["metrics.a BETWEEN 1 AND 2 AND metrics.b > 1", ["and", "between", ">"]],
    ["params.x in ('a', \"b\")", "text"],
    ["params.x NOT IN (1, -2)", "oneOf"],
    ["tags.x IS NOT NULL", "missing"],
  ])("%s", (text, wanted) => expect(shape(parseQuery(text))).toEqual(wanted));

  it("knows names with signs and spaces, and doubled quotes", () => {
    expect(parseQuery("metrics.val/top-1 > at(`my loss`, -1)")).toMatchObject({
      left: { key: "val/top-1", take: "last" },
      right: { key: "my loss", take: { at: -1 } },
    });
    expect(parseQuery(`params."learning rate" = 'it''s'`)).toMatchObject({
      subject: { of: "param", key: "learning rate" },
      test: { comparator: "=", value: "it's" },
    });
  });

  it("compares a text from either side, and times with dates of this time zone", () => {
    expect(parseQuery("'cnn' = params.model")).toEqual(parseQuery("params.model = 'cnn'"));
    const time = new Date(2026, 0, 31, 14, 30).getTime();
    expect(parseQuery("start_time >= '2026-01-31 14:30'")).toMatchObject({ right: { value: time } });
  });

  it("binds multiplication closer than addition, from left to right", () => {
    const operand = (text: string) => {
      const query = parseQuery(`${text} > 0`);
      return query.kind === "compare" ? query.left : undefined;
    };
    expect(operand("metrics.a - metrics.b - 1")).toMatchObject({
      operator: "-",
      left: { operator: "-" },
      right: { value: 1 },
    });
    expect(operand("1 + 2 * metrics.a")).toMatchObject({ operator: "+", right: { operator: "*" } });
  });
});

describe("a query that is wrong says what and where", () => {
  it.each([
    ["metrics.loss", "metrics.loss", "A comparison is missing, such as metrics.loss < 0.5."],
    ["metrics.a > 1 metrics.b < 2", "metrics.b", 'AND or OR is missing before "metrics.b".'],
    ["loss < 1", "loss", /^A run has no "loss": write metrics\.loss, params\.loss or tags\.loss/],
    ["metric s.a > 1", "metric", /^A run has no "metric"/],
    ["thing.a > 1", "thing.a", /^"thing\." is no kind of name/],
    ["metrics.a > '1'", "'1'", "This is compared with a number, which stands without quotes."],
    ["status = FAILED", "FAILED", /^A run has no "FAILED"/],
    ["status > 1", "status", "A text is compared with a text in quotes, such as status = 'FAILED'."],
    ["status < 'a'", "<", "Texts are compared by =, !=, LIKE, ILIKE and IN, not by <."],
    [
      "median(loss) > 1",
      "median",
      'There is no function "median": there are best, last, first, min, max, at, mean, count.',
    ],
    ["at(loss) > 1", ")", '"," is missing before the step: at(loss, 100).'],
    ["mean(loss, 0) > 1", "0", "A mean is of 1 to 10000 last values: mean(loss, 10)."],
    ["at(loss, 1.5) > 1", "1.5", "A step is a whole number: at(loss, 100)."],
    ["(metrics.a > 1", "", '")" is missing to close the bracket.'],
    ["metrics.a > 'b", "'b", "The quote ' that begins here is never closed."],
    ["metrics.a BETWEEN 1", "", "BETWEEN has two ends, joined by AND: BETWEEN 0.1 AND 0.5."],
    ["params.a IN (1, 'b')", "'b'", "A list has either texts or numbers."],
    ["start_time > '2026-02-31'", "'2026-02-31'", /^A time is a date in quotes/],
    ["metrics.a > 1 AND", "", "The query ends too early: a name or number is missing."],
    ["metrics.a ? 1", "?", '"?" means nothing here.'],
    ["datasets.size = 'a'", "datasets.size", 'A data set has no "size": it has name, digest, context.'],
  ])("%s", (text, place, message) => {
    let fault: unknown;
    try {
      parseQuery(text);
    } catch (error) {
      fault = error;
    }
    if (!(fault instanceof QueryFault)) throw new TypeError(`${text} is not refused.`);
    expect(fault.message).toMatch(message);
    expect(text.slice(fault.place.from, fault.place.to)).toBe(place);
  });

  it("and is refused before it is too long or too deep to be read", () => {
    expect(() => parseQuery("a".repeat(10_001))).toThrow("A query has at most 10000 characters.");
    expect(() => parseQuery(`${"(".repeat(5000)}1`)).toThrow("Brackets lie in each other at most 100 deep.");
  });

  it("which a terminal marks below the line", () => {
    expect(marked("a = 1\nAND bee < 2", { from: 10, to: 13 })).toBe("AND bee < 2\n    ^~~");
  });
});

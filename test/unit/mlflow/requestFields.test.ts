import { describe, expect, it } from "vitest";
import { z } from "zod";
import { double, int64, keyValue, named, queryList, requiredText } from "../../../src/mlflow/fields.ts";
import { wrongRequest } from "../../../src/mlflow/requestErrors.ts";

const complaint = (fields: z.ZodType, input: unknown): string => {
  const { error } = fields.safeParse(input);
  return error === undefined ? "nothing" : wrongRequest(error, input).message;
};

describe("an integer", () => {
  it.each([
    [5, 5],
    ["5", 5],
    ["-7", -7],
    ["5.0", 5],
    [1_700_000_000_000, 1_700_000_000_000],
  ])("may be %j", (sent, value) => expect(int64.parse(sent)).toBe(value));

  it.each([5.5, "5.5", "abc", "", true, [], {}, 2 ** 63, "9223372036854775807", Number.NaN])("may not be %j", (sent) =>
    expect(int64.safeParse(sent).success).toBe(false),
  );
});

describe("a metric's value", () => {
  it.each([
    [1.5, 1.5],
    ["1.5", 1.5],
    ["-.5e3", -500],
    ["NaN", Number.NaN],
    ["Infinity", Number.POSITIVE_INFINITY],
    ["-Infinity", Number.NEGATIVE_INFINITY],
    [Number.MAX_VALUE, Number.POSITIVE_INFINITY],
    [-Number.MAX_VALUE, Number.NEGATIVE_INFINITY],
  ])("may be %j", (sent, value) => expect(double.parse(sent)).toBe(value));

  it.each(["abc", "", "1.5 ", true, null, [1]])("may not be %j", (sent) =>
    expect(double.safeParse(sent).success).toBe(false),
  );
});

describe("an enum", () => {
  const status = named({ RUNNING: 1, FINISHED: 3 });
  it("goes by name, by number, and by number as text", () => {
    expect([status.parse("FINISHED"), status.parse(3), status.parse("3")]).toEqual([
      "FINISHED",
      "FINISHED",
      "FINISHED",
    ]);
  });
  it("has no other values", () => {
    for (const sent of ["finished", "constructor", 7, null]) expect(status.safeParse(sent).success).toBe(false);
  });
});

describe("a list in a query string", () => {
  it("may be one value", () => expect(queryList(z.string()).parse("a")).toEqual(["a"]));
  it("may be several", () => expect(queryList(z.string()).parse(["a", "b"])).toEqual(["a", "b"]));
  it("is empty when left out", () => expect(queryList(z.string()).parse(undefined)).toEqual([]));
});

describe("what is wrong with a request", () => {
  const fields = z.object({
    name: requiredText,
    steps: z.array(z.object({ key: requiredText, step: int64 })).default([]),
  });

  it.each([
    [{}, "Missing value for required parameter 'name'."],
    [{ name: "" }, "Missing value for required parameter 'name'."],
    [{ name: 5 }, "Invalid value 5 for parameter 'name' supplied:  Hint: Value was of type 'int'."],
    [{ name: "a", steps: "x" }, "Invalid value \"x\" for parameter 'steps' supplied:  Hint: Value was of type 'str'."],
    [{ name: "a", steps: [{ step: 1 }] }, "Missing value for required parameter 'steps[0].key'."],
    [
      { name: "a", steps: [{ key: "k", step: 5.5 }] },
      "Invalid value 5.5 for parameter 'steps[0].step' supplied:  Hint: Value was of type 'float'.",
    ],
  ])("%j is worded as MLflow does", (input, message) => {
    expect(complaint(fields, input)).toBe(`${message} See the API docs for more information about request parameters.`);
  });

  it("does not repeat a long value in full", () => {
    expect(complaint(z.object({ a: z.number() }), { a: "x".repeat(100_000) }).length).toBeLessThan(1000);
  });

  it("ignores fields that MLflow does not know", () => {
    expect(keyValue.parse({ key: "k", other: [1] })).toEqual({ key: "k", value: "" });
  });
});

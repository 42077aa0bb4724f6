import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readJson } from "../../../src/mlflow/jsonBody.ts";
import { TidemarkError } from "../../../src/protocol/errors.ts";

describe("a request's JSON", () => {
  it("reads an empty body as an empty request", () => expect(readJson(" \n")).toEqual({}));

  it("reads Python's bare NaN and infinities by name, and leaves quoted ones alone", () => {
    expect(readJson('{"a": NaN, "b": [-Infinity, Infinity], "c": "NaN, \\"Infinity", "d": "x\\\\"}')).toEqual({
      a: "NaN",
      b: ["-Infinity", "Infinity"],
      c: 'NaN, "Infinity',
      d: "x\\",
    });
  });

  it("reads a body that was encoded twice", () => expect(readJson('"{\\"a\\": 1}"')).toEqual({ a: 1 }));

  it("counts null as not sent, but keeps it in lists", () => {
    expect(readJson('{"a": null, "b": {"c": null}, "d": [null, {"e": null}]}')).toEqual({ b: {}, d: [null, {}] });
  });

  it.each(["{bad", "[1]", "5", "true", "null", '"text"', '"[1]"', "{}{}"])("refuses %s", (body) => {
    expect(() => readJson(body)).toThrow(TidemarkError);
  });

  it("survives any nesting", () => {
    const deep = `{"a": ${"[".repeat(100_000)}${"]".repeat(100_000)}}`;
    expect(Array.isArray(readJson(deep).a)).toBe(true);
  });

  it("refuses what is not JSON and nothing else", () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        try {
          readJson(body);
        } catch (error) {
          if (!(error instanceof TidemarkError)) throw error;
        }
      }),
    );
  });
});

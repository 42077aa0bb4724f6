import { describe, expect, it } from "vitest";
import { dialectOf } from "../../../../src/data/delimited/dialect.ts";

describe("a dialect", () => {
  it("follows from the format where the source does not say", () => {
    expect(dialectOf({ format: "csv" })).toEqual({ delimiter: ",", quote: '"', encoding: "utf-8", header: true });
    expect(dialectOf({ format: "tsv" }).delimiter).toBe("\t");
    expect(dialectOf({ format: "tsv", delimiter: ";" }).delimiter).toBe(";");
  });

  it.each([
    ["a line end", { delimiter: "\n" }],
    ["a character that UTF-8 writes in several bytes", { delimiter: "§" }],
    ["the quote", { delimiter: '"' }],
  ])("can't divide values by %s", (_, declared) => {
    expect(() => dialectOf({ format: "csv", ...declared })).toThrow(
      expect.objectContaining({ code: "invalidParameter" }),
    );
  });
});

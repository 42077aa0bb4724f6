import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { TidemarkError } from "../../../../src/protocol/errors.ts";
import { tokenize } from "../../../../src/tracking/search/lexer.ts";

const kinds = (text: string) => tokenize(text).map((token) => `${token.kind} ${token.text}`);

describe("tokens of a search", () => {
  it("tells keys, operators and numbers apart without spaces", () => {
    expect(kinds("metrics.acc>=-.5e-3")).toEqual(["word metrics.acc", "operator >=", "number -.5e-3"]);
  });

  it("keeps signs that a bare key may hold", () => {
    expect(kinds("metrics.val/loss-1:a@2 > 1")).toEqual(["word metrics.val/loss-1:a@2", "operator >", "number 1"]);
  });

  it("takes a quoted part of a key as part of the key", () => {
    expect(kinds("params.`a b`='c' and params.\"d e\" = 'f'")).toEqual([
      "word params.`a b`",
      "operator =",
      "string 'c'",
      "word and",
      'word params."d e"',
      "operator =",
      "string 'f'",
    ]);
  });

  it("ends a text at its quote, even when a word follows at once", () => {
    expect(kinds("params.lr = '0.1'and")).toEqual(["word params.lr", "operator =", "string '0.1'", "word and"]);
  });

  it.each([
    ["'it''s'", "it''s"],
    ["'it\\'s'", "it\\'s"],
    ["'C:\\'", "C:\\"],
    ['"it\'s"', "it's"],
    ["''", ""],
    ["'a\nb'", "a\nb"],
  ])("reads %s as one text, as it stands", (text, value) => {
    expect(tokenize(text)).toEqual([{ kind: "string", text, value }]);
  });

  it("refuses a quote that never closes", () => {
    expect(() => tokenize("params.a = 'b")).toThrow("Invalid clause(s) in filter string: ''b'");
  });

  it("loses nothing but the space between tokens", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."ab.'\"`\\ <>=!(),;-1e\n", "é") }), (text) => {
        try {
          const joined = tokenize(text)
            .map((token) => token.text)
            .join("");
          expect(joined.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
        } catch (error) {
          if (!(error instanceof TidemarkError)) throw error;
        }
      }),
    );
  });
});

import { describe, expect, it } from "vitest";
import { cellValue, trimmedCell, withValue } from "../../../../src/editor/data/fixes.ts";

describe("trimming a cell", () => {
  it("takes the white space from around the value", () => {
    expect(trimmedCell("  Ann ")).toBe("Ann");
    expect(trimmedCell("Ann\u00a0")).toBe("Ann");
  });

  it("keeps quotes, and what they hold inside", () => {
    expect(trimmedCell('" Ann, ""the""  one "')).toBe('"Ann, ""the""  one"');
    expect(trimmedCell('"a\nb\n"')).toBe('"a\nb"');
  });

  it("has nothing to do when there is none", () => {
    expect(trimmedCell("Ann Lee")).toBeNull();
    expect(trimmedCell('"Ann"')).toBeNull();
    expect(trimmedCell("")).toBeNull();
  });
});

describe("a cell's value", () => {
  it("is without quotes", () => {
    expect(cellValue("de")).toBe("de");
    expect(cellValue('"say ""no"""')).toBe('say "no"');
  });
});

describe("allowing one more value", () => {
  it("adds it to the list, quoted, as YAML and JSON both read it", () => {
    expect(withValue("values: [de, fr]", "xx")).toBe('values: [de, fr, "xx"]');
    expect(withValue('"values": ["de"]', 'a"b')).toBe('"values": ["de", "a\\"b"]');
    expect(withValue("values: [\n  de,\n  fr\n]", "no")).toBe('values: [\n  de,\n  fr, "no"\n]');
  });

  it("keeps numbers numbers, and texts that look like them texts", () => {
    expect(withValue("values: [1, 2]", "3")).toBe("values: [1, 2, 3]");
    expect(withValue("values: [1, 2]", "03")).toBe('values: [1, 2, "03"]');
    expect(withValue("values: [a, 2]", "3")).toBe('values: [a, 2, "3"]');
  });

  it("leaves alone what is written in another way", () => {
    expect(withValue("values: {value: [de], severity: warning}", "xx")).toBeNull();
    expect(withValue("values: [de, # Germany\n fr]", "xx")).toBeNull();
    expect(withValue("values: *countries", "xx")).toBeNull();
    expect(withValue("values: [de, fr,]", "xx")).toBeNull();
    expect(withValue("values:\n  - de\n  - fr", "xx")).toBeNull();
    expect(withValue("max: [1]", "xx")).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { nullSpelling } from "../../../../src/config/authoring/nullSpelling.ts";

/** A configuration with a spelling added to the nulls of `people`; null where that isn't offered. */
function added(text: string, spelling = "N/A"): string | null {
  const edit = nullSpelling(text, { dataset: "people", spelling })?.edit;
  return edit == null ? null : text.slice(0, edit.start) + edit.text + text.slice(edit.end);
}
const source = (words: string): string => `datasets:\n  people:\n    source: ${words} # ours\n    keys: [id]\n`;

describe("one more spelling of null", () => {
  it("makes a path a map, in which empty texts stay null", () => {
    expect(added(source("people.csv"))).toBe(source('{path: people.csv, nulls: ["", "N/A"]}'));
    expect(added(source("data/{a,b}.csv"))).toBe(source('{path: "data/{a,b}.csv", nulls: ["", "N/A"]}'));
    expect(added(source("[a.csv, b.csv]"))).toBe(source('{path: [a.csv, b.csv], nulls: ["", "N/A"]}'));
  });

  it("joins a map, however it is written", () => {
    expect(added(source("{path: a.csv}"))).toBe(source('{nulls: ["", "N/A"], path: a.csv}'));
    const block = "datasets:\n  people:\n    source:\n      path: a.csv # here\n      header: false\n";
    expect(added(block)).toBe(block.replace("path", 'nulls: ["", "N/A"]\n      path'));
  });

  it("joins the spellings that are there", () => {
    expect(added(source('{path: a.csv, nulls: ["", NA]}'))).toBe(source('{path: a.csv, nulls: ["", NA, "N/A"]}'));
    expect(added(source("{path: a.csv, nulls: []}"))).toBe(source('{path: a.csv, nulls: ["N/A"]}'));
    expect(added(source("{path: a.csv, nulls: [N/A]}"))).toBeNull();
  });

  it("is written as JSON in JSON", () => {
    const json = '{"datasets": {"people": {"source": "a.csv"}}}';
    const text = added(json, 'a"b') ?? "";
    expect(JSON.parse(text)).toEqual({ datasets: { people: { source: { path: "a.csv", nulls: ["", 'a"b'] } } } });
  });

  it("tells whether what is empty is null", () => {
    const empty = (text: string) => nullSpelling(text, { dataset: "people", spelling: "-" })?.emptyIsNull;
    expect(empty(source("a.csv"))).toBe(true);
    expect(empty(source("{path: a.csv, nulls: [NA]}"))).toBe(false);
    expect(empty(source('{path: a.csv, nulls: [NA, ""]}'))).toBe(true);
  });

  it("isn't offered where it would change more", () => {
    expect(added(source("&here people.csv"))).toBeNull();
    expect(added("x: &s {path: a.csv}\ndatasets:\n  people:\n    source: *s\n")).toBeNull();
    expect(added("datasets:\n  people:\n    source: [a.csv\n")).toBeNull();
    expect(added("datasets:\n  others:\n    source: a.csv\n")).toBeNull();
    expect(added("datasets:\n  people:\n    source:\n      path: a.csv\n      nulls:\n        - NA\n")).toBeNull();
  });
});

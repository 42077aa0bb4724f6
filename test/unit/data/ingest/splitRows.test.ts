import { describe, expect, it } from "vitest";
import { splitRows } from "../../../../src/data/ingest/splitRows.ts";

const texts = (body: string, format: "json" | "jsonl" = "json") => splitRows(body, format).map(({ text }) => text);

describe("splitRows", () => {
  it("keeps each row's text as it was sent", () => {
    const rows = ['{"a": 1.00, "b": [1, {"c": "]},"}]}', '{"a": 12345678901234567890}', '{"a": "\\"\\\\"}', "{}"];
    expect(texts(` [ ${rows.join(" ,\n ")} ] `)).toEqual(rows);
    expect(texts(rows.join("\r\n\n"), "jsonl")).toEqual(rows);
    expect(texts(` ${rows[0]}\n`)).toEqual([rows[0]]);
    expect(texts("[]")).toEqual([]);
    expect(texts("", "jsonl")).toEqual([]);
  });

  it("names the columns of each row", () => {
    expect(splitRows('[{"a": 1, "b\\n": 2}, {}]', "json").map(({ keys }) => keys)).toEqual([["a", "b\n"], []]);
  });

  it("says where something else stands", () => {
    expect(() => splitRows('[{"a": 1}, null]', "json")).toThrow("The row of index 1 is no JSON object");
    expect(() => splitRows('{"a": 1}\n\n[]', "jsonl")).toThrow("Line 3 is no JSON object");
    expect(() => splitRows('{"a": 1}\n{', "jsonl")).toThrow("Line 2 is no JSON:");
    expect(() => splitRows("", "json")).toThrow("The body is no JSON:");
  });
});

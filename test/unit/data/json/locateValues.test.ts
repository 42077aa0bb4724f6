import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { locateValues } from "../../../../src/data/json/locateValues.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
afterAll(() => folder[Symbol.asyncDispose]());

/** The place of a value as `line:character-line:character text`. */
async function located(content: string, format: "json" | "jsonl", record: number, key: string) {
  const file = join(folder.path, `rows.${format}`);
  await writeFile(file, content);
  const [value] = await locateValues(file, format, [{ record, key }]);
  if (value === undefined) return undefined;
  const { start, end } = value.range;
  return `${start.line}:${start.character}-${end.line}:${end.character} ${value.text ?? "(none)"}`;
}

describe("a value's place in JSON Lines", () => {
  it("is on the line of its row; blank lines are no rows", async () => {
    const text = '{"a": 1, "b": "x"}\n\n  \n{"b": "é😀", "a": 22}\r\n{"a": [3, {"a": 4}], "c": null}';
    expect(await located(text, "jsonl", 1, "a")).toBe("0:6-0:7 1");
    expect(await located(text, "jsonl", 2, "a")).toBe("3:18-3:20 22");
    expect(await located(text, "jsonl", 3, "a")).toBe('4:6-4:19 [3, {"a": 4}]');
    expect(await located(text, "jsonl", 3, "c")).toBe("4:26-4:30 null");
  });

  it("is the row where it lacks the key or is no object", async () => {
    expect(await located('{"a": 1}\r\n7\n', "jsonl", 1, "b")).toBe("0:0-0:8 (none)");
    expect(await located('{"a": 1}\r\n7\n', "jsonl", 2, "b")).toBe("1:0-1:1 (none)");
  });

  it("is right below a line that is not closed", async () => {
    expect(await located('{"a": "x\n{"a": 2}\n', "jsonl", 2, "a")).toBe("1:6-1:7 2");
  });

  it("is found for keys with escapes, and among keys in strings", async () => {
    expect(await located('{"x": "\\"a\\": 1", "\\u0061": 2}', "jsonl", 1, "a")).toBe("0:28-0:29 2");
  });
});

describe("a value's place in a JSON file", () => {
  it("is in the element of the list that the file is", async () => {
    const text = '[\n  {"a": 1},\n  {\n    "b": "]}",\n    "a": [\n      2\n    ]\n  }\n]\n';
    expect(await located(text, "json", 1, "a")).toBe("1:8-1:9 1");
    expect(await located(text, "json", 2, "a")).toBe("4:9-6:5 [\n      2\n    ]");
    expect(await located(text, "json", 3, "a")).toBeUndefined();
  });

  it("is in the value that the file is, or in one of several", async () => {
    expect(await located('{"a": 1}', "json", 1, "a")).toBe("0:6-0:7 1");
    expect(await located('{"a": 1}\n{"a": 2} {"a": 3}', "json", 3, "a")).toBe("1:15-1:16 3");
  });
});

it("finds every value of any rows, however they are written", async () => {
  const row = fc.dictionary(fc.string({ maxLength: 4 }), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, maxKeys: 3 });
  const file = join(folder.path, "any.json");
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 5 }),
      fc.nat(2),
      fc.constantFrom("json", "jsonl"),
      async (rows, indent, format) => {
        const text =
          format === "json" ? JSON.stringify(rows, null, indent) : rows.map((row) => JSON.stringify(row)).join("\r\n");
        await writeFile(file, text);
        const addresses = rows.flatMap((row, i) => Object.keys(row).map((key) => ({ record: i + 1, key })));
        const lines = text.split(/\r\n|\n|\r/);
        for (const value of await locateValues(file, format, addresses)) {
          const { start, end } = value?.range ?? { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };
          const within = lines.slice(start.line, end.line + 1).map((line, i) => {
            const to = start.line + i === end.line ? end.character : line.length;
            return line.slice(i === 0 ? start.character : 0, to);
          });
          const written: unknown = JSON.parse(within.join("\n"));
          expect(written).toEqual(JSON.parse(JSON.stringify(rows[(value?.record ?? 0) - 1]?.[value?.key ?? ""])));
          expect(value?.text).toBe(within.join("\n"));
        }
      },
    ),
    { numRuns: 200 },
  );
});

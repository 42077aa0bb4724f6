import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../../src/data/delimited/dialect.ts";
import { locateCells } from "../../../../src/data/delimited/locate.ts";
import { readDelimited } from "../../../../src/data/delimited/structure.ts";
import { commas, delimitedFiles } from "./delimitedFiles.ts";

const written = await delimitedFiles();

/** The place of one cell as `line:character-line:character text`. */
async function located(
  content: string | Uint8Array,
  record: number,
  column: number,
  { ending = ".csv", ...dialect }: Partial<Dialect> & { readonly ending?: string } = {},
): Promise<string | undefined> {
  const [cell] = await locateCells(await written(content, ending), { ...commas, ...dialect }, [{ record, column }]);
  if (cell === undefined) return undefined;
  const { start, end } = cell.range;
  return `${start.line}:${start.character}-${end.line}:${end.character} ${cell.text ?? "(none)"}`;
}

describe("a cell's place", () => {
  it("is its line and its characters from 0, the header being record 0", async () => {
    expect(await located("a,b\n1,22\n3,44\n", 0, 1)).toBe("0:2-0:3 b");
    expect(await located("a,b\n1,22\n3,44\n", 2, 1)).toBe("2:2-2:4 44");
  });

  it("is right below a value that goes over several lines", async () => {
    const text = 'a,b\n1,"x\ny\r\nz"\n2,w\n';
    expect(await located(text, 1, 1)).toBe("1:2-3:2 x\ny\r\nz");
    expect(await located(text, 2, 1)).toBe("4:2-4:3 w");
  });

  it("counts UTF-16 units in lines of other letters, emoji and accents", async () => {
    expect(await located("a,b,c\né日本,👩‍🚀,x\n", 1, 1)).toBe("1:4-1:9 👩‍🚀");
    expect(await located("a,b,c\né日本,👩‍🚀,x\n", 1, 2)).toBe("1:10-1:11 x");
  });

  it("does not count a byte-order mark", async () => {
    expect(await located("\ufeffa,b\n1,2\n", 0, 0)).toBe("0:0-0:1 a");
  });

  it.each([
    ["CRLF", "\r\n"],
    ["lone CR", "\r"],
    ["LF", "\n"],
  ])("is right with lines that end with %s", async (_, end) => {
    expect(await located(["a,b", "1,2", `3,"x${end}y"`, "5,6", ""].join(end), 3, 1)).toBe("4:2-4:3 6");
  });

  it("skips blank lines, which are no records", async () => {
    expect(await located("\n\na,b\n1,2\n\n\n3,4\n", 2, 0)).toBe("6:0-6:1 3");
  });

  it("counts blank lines of a file of one column, each of which is a null", async () => {
    expect(await located("a\n1\n\n3\n", 2, 0)).toBe("2:0-2:0 (none)");
    expect(await located("a\n1\n\n3\n", 3, 0)).toBe("3:0-3:1 3");
  });

  it("is the end of the record when the record has no such column", async () => {
    expect(await located("a,b,c\n1,2\n", 1, 2)).toBe("1:3-1:3 (none)");
  });

  it("of an empty value is between its delimiters", async () => {
    expect(await located("a,b,c\n1,,3\n", 1, 1)).toBe("1:2-1:2 ");
  });

  it("holds quotes, which its text does not", async () => {
    expect(await located('a,b\n"say ""hi""",2\n', 1, 0)).toBe('1:0-1:12 say "hi"');
  });

  it("is right without a header, where record 1 is the first line", async () => {
    expect(await located("1,2\n3,4\n", 2, 1, { header: false })).toBe("1:2-1:3 4");
  });

  it("is right with another delimiter and quote", async () => {
    expect(await located("a;b\n'x;y';2\n", 1, 1, { delimiter: ";", quote: "'" })).toBe("1:6-1:7 2");
  });

  it("is right in Latin-1 and in UTF-16 of both byte orders", async () => {
    const text = "a,b\né😀,ü\n";
    const little = Buffer.from(`\ufeff${text}`, "utf16le");
    expect(await located(Buffer.from("a,b\né,ü\n", "latin1"), 1, 1, { encoding: "latin-1" })).toBe("1:2-1:3 ü");
    expect(await located(little, 1, 1, { encoding: "utf-16" })).toBe("1:4-1:5 ü");
    expect(await located(Buffer.from(little).swap16(), 1, 1, { encoding: "utf-16" })).toBe("1:4-1:5 ü");
    expect(await located(Buffer.from(text, "utf16le"), 1, 1, { encoding: "utf-16" })).toBe("1:4-1:5 ü");
  });

  it("counts bytes that are no UTF-8 as editors show them", async () => {
    expect(await located(Buffer.from("a,b\ncafé,x\n", "latin1"), 1, 1)).toBe("1:5-1:6 x");
  });

  it("is right behind the first megabytes, and in a compressed file", async () => {
    const text = `a,b\n${'é,"x\ny"\n'.repeat(400_000)}last,z`;
    expect(await located(text, 400_001, 1)).toBe("800001:5-800001:6 z");
    expect(await located(gzipSync(text), 400_001, 1, { ending: ".csv.gz" })).toBe("800001:5-800001:6 z");
  });

  it("is undefined for a record that the file does not have", async () => {
    expect(await located("a\n1\n", 2, 0)).toBeUndefined();
    expect(await located("", 0, 0)).toBeUndefined();
  });

  it("is told for several cells in the order they were asked for", async () => {
    const cells = [3, 1, 9, 1].map((record) => ({ record, column: record === 3 ? 0 : 1 }));
    const found = await locateCells(await written("a,b\n1,2\n3,4\n5,6\n"), commas, cells);
    expect(found.map((cell) => cell?.text)).toEqual(["5", "2", undefined, "2"]);
    const some = await locateCells(await written("a,b\n1,2\n"), commas, [
      { record: 1, column: -1 },
      { record: 1, column: 0 },
    ]);
    expect(some.map((cell) => cell?.text)).toEqual([undefined, "1"]);
  });
});

describe("with what is known of a file, reading only near the cells", () => {
  const records = Array.from({ length: 20_000 }, (_, i) =>
    i % 7 === 0 ? `"é ${i}\r\n日本",${i}` : `x${i},"👩‍🚀${i}"`,
  );

  it.each([
    ["LF", "\n"],
    ["CRLF", "\r\n"],
    ["lone CR", "\r"],
    ["a byte-order mark and blank lines", "\n\n"],
  ])("finds the same as by reading all: %s", async (what, end) => {
    const text = ["a,b", ...records, ""].join(end);
    const file = await written(what.startsWith("a byte") ? `\ufeff${text}` : text);
    const known = await readDelimited(file, commas);
    const cells = Array.from({ length: 300 }, (_, i) => ({ record: (i * 67) % 20_001, column: i % 2 }));
    expect(known.landmarks.length).toBeGreaterThan(100);
    expect(await locateCells(file, commas, cells, { known })).toEqual(await locateCells(file, commas, cells));
  });

  it("counts blank lines of a file of one column", async () => {
    const file = await written(`a\n${Array.from({ length: 1000 }, (_, i) => (i % 3 === 0 ? "" : i)).join("\n")}\n`);
    const cells = Array.from({ length: 1000 }, (_, i) => ({ record: i, column: 0 }));
    const known = await readDelimited(file, commas);
    expect(await locateCells(file, commas, cells, { known })).toEqual(await locateCells(file, commas, cells));
  });

  it.each([
    ["in another encoding", Buffer.from(`a\n${"ü\n".repeat(500)}`, "latin1"), { encoding: "latin-1" }],
    ["with bytes that had to be replaced", Buffer.from(`a\nü\n${"u\n".repeat(500)}`, "latin1"), {}],
  ] as const)("reads all of a file %s", async (_, content, other) => {
    const dialect = { ...commas, ...other };
    const file = await written(content);
    const known = await readDelimited(file, dialect);
    expect(known.landmarks).toEqual([]);
    const [cell] = await locateCells(file, dialect, [{ record: 400, column: 0 }], { known });
    expect(cell?.range.start).toEqual({ line: 400, character: 0 });
  });
});

it("stops when it is cancelled", async () => {
  const file = await written("a\n1\n");
  await expect(
    locateCells(file, commas, [{ record: 1, column: 0 }], { signal: AbortSignal.abort() }),
  ).rejects.toMatchObject({
    code: "cancelled",
  });
});

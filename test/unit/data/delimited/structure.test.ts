import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Dialect } from "../../../../src/data/delimited/dialect.ts";
import type { FileFinding } from "../../../../src/data/delimited/findings.ts";
import { readDelimited } from "../../../../src/data/delimited/structure.ts";
import { commas, delimitedFiles } from "./delimitedFiles.ts";

const written = await delimitedFiles();

async function structure(
  content: string | Uint8Array,
  { ending = ".csv", limit = 1000, ...dialect }: Partial<Dialect> & { ending?: string; limit?: number } = {},
) {
  return await readDelimited(await written(content, ending), { ...commas, ...dialect }, { limit });
}

/** As `check record:column start-end`, what is unknown left out. */
function place({ check, record, column, range }: FileFinding): string {
  const cell = record === undefined ? "-" : column === undefined ? `${record}` : `${record}:${column}`;
  if (range === undefined) return `${check} ${cell}`;
  const { start, end } = range;
  return `${check} ${cell} ${start.line}:${start.character}-${end.line}:${end.character}`;
}
const found = async (...given: Parameters<typeof structure>): Promise<string[]> =>
  (await structure(...given)).findings.map(place);

describe("a sound file", () => {
  it.each([
    ["plain", "a,b\n1,2\n3,4\n"],
    ["CRLF", "a,b\r\n1,2\r\n3,4\r\n"],
    ["lone CR", "a,b\r1,2\r3,4\r"],
    ["without a last line end", "a,b\n1,2\n3,4"],
    ["with a byte-order mark", "\ufeffa,b\n1,2\n3,4\n"],
    ["with quoted line ends", '"a","b"\n"1\n","2\r\n"\n"3","4"\n'],
  ])("has nothing wrong: %s", async (_, text) => {
    const { findings, records, columns, shortest, longest, readable } = await structure(text);
    expect(findings).toEqual([]);
    expect({ records, columns, shortest, longest, readable }).toEqual({
      records: 2,
      columns: ["a", "b"],
      shortest: 2,
      longest: 2,
      readable: true,
    });
  });

  it("may be empty, or have a header alone", async () => {
    expect(await structure("")).toMatchObject({ records: 0, columns: [], findings: [] });
    expect(await structure("a,b")).toMatchObject({ records: 0, columns: ["a", "b"], findings: [] });
  });

  it("may have no header", async () => {
    expect(await structure("1,2\n3,4\n", { header: false })).toMatchObject({
      records: 2,
      columns: ["column0", "column1"],
      header: [],
      findings: [],
    });
  });
});

describe("ragged_rows", () => {
  it("marks the values that are too many", async () => {
    const { findings } = await structure('a,b\n1,2\n3,4,"5é",6\n');
    expect(findings.map(place)).toEqual(["ragged_rows 2:2 2:4-2:10"]);
    expect(findings[0]).toMatchObject({
      text: "5é",
      message: "The row has 4 values, the header 2: this one and what follows belong to no column.",
    });
  });

  it("marks a row that is too short, and names the first column it lacks", async () => {
    const { findings, shortest } = await structure("id,name,age\n1,x\n");
    expect(findings.map(place)).toEqual(["ragged_rows 1:2 1:0-1:3"]);
    expect(findings[0]).toMatchObject({
      name: "age",
      message: 'The row has 2 values, the header 3: from "age" on they are missing.',
    });
    expect(shortest).toBe(2);
  });

  it("is at the right line below quoted line ends", async () => {
    expect(await found('a,b\n"x\ny\n","z\n"\n1\n')).toEqual(["ragged_rows 2:1 5:0-5:1"]);
  });

  it("counts a delimiter at the end of a row as one value more", async () => {
    expect(await found("a,b\n1,2,\n")).toEqual(["ragged_rows 1:2 1:4-1:4"]);
  });

  it("compares with the first row when there is no header", async () => {
    expect((await structure("1,2\n3\n", { header: false })).findings[0]?.message).toBe(
      "The row has 1 value, the first row 2: from column 2 on they are missing.",
    );
  });

  it("describes the first places and counts all", async () => {
    const { findings, counts } = await structure(`a,b\n${"1\n".repeat(2500)}`, { limit: 10 });
    expect(findings).toHaveLength(10);
    expect(counts).toEqual({ ragged_rows: 2500 });
  });
});

describe("blank_rows", () => {
  it("marks blank lines, which are no records", async () => {
    const { findings, records, leadingBlankLines, columns } = await structure("\na,b\n1,2\n\n3,4\n\n");
    expect(findings.map(place)).toEqual(["blank_rows - 0:0-0:0", "blank_rows - 3:0-3:0", "blank_rows - 5:0-5:0"]);
    expect({ records, leadingBlankLines, columns }).toEqual({ records: 2, leadingBlankLines: 1, columns: ["a", "b"] });
  });

  it("marks rows of delimiters or spaces alone", async () => {
    expect(await found("a,b\n,\n  \n1,2\n , \n")).toEqual([
      "blank_rows 1 1:0-1:1",
      "blank_rows 2 2:0-2:2",
      "blank_rows 4 4:0-4:3",
    ]);
  });

  it("are records in a file of one column", async () => {
    expect(await structure("a\n1\n\n3\n")).toMatchObject({ records: 3, counts: { blank_rows: 1 } });
  });
});

describe("headers", () => {
  it("blank_headers marks a column without a name", async () => {
    const { findings, columns } = await structure('a,, ,""\n1,2,3,4\n');
    expect(findings.map(place)).toEqual([
      "blank_headers 0:1 0:2-0:2",
      "blank_headers 0:2 0:3-0:4",
      "blank_headers 0:3 0:5-0:7",
    ]);
    expect(columns).toEqual(["a", "column1", "column2", "column3"]);
  });

  it("duplicate_headers marks each name that stands further left, in any case", async () => {
    const { findings, columns } = await structure("a,é,a,A\n1,2,3,4\n");
    expect(findings.map(place)).toEqual(["duplicate_headers 0:2 0:4-0:5", "duplicate_headers 0:3 0:6-0:7"]);
    expect(findings.map(({ message }) => message)).toEqual([
      "Column 1 has the same name.",
      "The name of column 1 differs in case alone, which SQL does not tell apart.",
    ]);
    expect(columns).toEqual(["a", "é", "a_1", "A_2"]);
  });
});

describe("wrong_dialect", () => {
  it.each([
    ["semicolons", "id;name;note\n1;x;1,5\n2;y;2,25,1\n", ";"],
    ["tabs", "id\tname\n1\tx\n", "\\t"],
    ["bars", "id|name\n1|x\n", "|"],
  ])("says that values are divided by %s, and what to write", async (_, text, delimiter) => {
    const { findings } = await structure(text);
    const [finding] = findings.filter(({ check }) => check === "wrong_dialect");
    expect(finding?.message).toContain(`write 'delimiter: "${delimiter}"' in the source`);
    expect(finding?.range).toEqual({
      start: { line: 0, character: 0 },
      end: { line: 0, character: text.indexOf("\n") },
    });
  });

  it("leaves a file of one column alone", async () => {
    expect(await found("name\nx; y\nz\n")).toEqual([]);
  });

  it("leaves a broken file with its delimiter alone", async () => {
    const { counts } = await structure("a,b\n1,x|y|z\n2,y|w|v,4\n");
    expect(counts).toEqual({ ragged_rows: 1 });
  });

  it.each([
    ["Parquet", Buffer.from("PAR1\x15\x04"), "a Parquet file"],
    ["a workbook", Buffer.from([0x50, 0x4b, 0x03, 0x04, 0, 0]), "an Excel workbook"],
    ["gzip", gzipSync("a,b\n"), "a gzip file"],
  ])("says that a file is really %s", async (_, bytes, words) => {
    const { findings } = await structure(bytes);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ check: "wrong_dialect", message: expect.stringContaining(words) });
  });

  it("marks text behind a closing quote", async () => {
    const result = await structure('a,b\n1,"x" inch\n');
    expect(result.findings.map(place)).toEqual(["wrong_dialect 1 1:6-1:10"]);
    expect(result.readable).toBe(false);
  });

  it("tells line ends that no reader agrees upon", async () => {
    const result = await structure("a,b\n1,2\r3,4\n5,6\n");
    expect(result.counts).toEqual({ wrong_dialect: 1 });
    expect(result.readable).toBe(false);
    expect(await structure("a,b\r\n1,2\n3,4\r\n")).toMatchObject({ counts: {}, mixedNewlines: true, readable: true });
  });
});

describe("invalid_encoding", () => {
  it("marks each byte that is no UTF-8", async () => {
    const { findings, readable } = await structure(Buffer.from("a,b\ncafé,1\n2,ü\n", "latin1"));
    expect(findings.map(place)).toEqual(["invalid_encoding 1:0 1:3-1:4", "invalid_encoding 2:1 2:2-2:3"]);
    expect(findings[0]).toMatchObject({
      name: "a",
      text: "0xE9",
      message: expect.stringContaining("encoding: latin-1"),
    });
    expect(readable).toBe(false);
  });

  it("finds nothing when the encoding is declared", async () => {
    expect(await found(Buffer.from("a,b\ncafé,1\n", "latin1"), { encoding: "latin-1" })).toEqual([]);
    expect(await found(Buffer.from("\ufeffa,b\né,1\n", "utf16le"), { encoding: "utf-16" })).toEqual([]);
  });

  it.each([
    ["utf-16 with a mark", Buffer.from("\ufeffa,b\n1,2\n", "utf16le"), "utf-8", "encoding: utf-16"],
    ["utf-16 without a mark", Buffer.from("a,b\n1,2\n", "utf16le"), "utf-8", "encoding: utf-16"],
    ["utf-8", Buffer.from("a,b\n1,2\n"), "utf-16", "encoding: utf-8"],
  ] as const)("says once that a file is %s", async (_, bytes, encoding, words) => {
    const { findings } = await structure(bytes, { encoding });
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ check: "invalid_encoding", message: expect.stringContaining(words) });
  });

  it("marks half a surrogate pair in UTF-16", async () => {
    const bytes = Buffer.concat([
      Buffer.from("\ufeffa\nx", "utf16le"),
      Buffer.from([0x3d, 0xd8]),
      Buffer.from("y\n", "utf16le"),
    ]);
    expect(await found(bytes, { encoding: "utf-16" })).toEqual(["invalid_encoding 1:0 1:1-1:2"]);
  });

  it("counts what it does not describe", async () => {
    const bytes = Buffer.from(`a\n${"é\n".repeat(3000)}`, "latin1");
    const { findings, counts, records } = await structure(bytes, { limit: 5 });
    expect(findings).toHaveLength(5);
    expect({ counts, records }).toEqual({ counts: { invalid_encoding: 3000 }, records: 3000 });
  });
});

describe("truncated_file", () => {
  it("marks the quote that is never closed", async () => {
    const { findings, readable } = await structure('a,b\n1,2\n3,"four\nfive\n');
    expect(findings.map(place)).toEqual(["truncated_file 2 2:2-4:0"]);
    expect(readable).toBe(false);
  });

  it.each([
    ["gzip", ".csv.gz", gzipSync],
    ["Zstandard", ".csv.zst", zstdCompressSync],
  ])("tells a %s file that ends early", async (_, ending, compress) => {
    const whole = compress(Buffer.from(`a,b\n${Array.from({ length: 50_000 }, (_, i) => `${i},${i * 7}\n`).join("")}`));
    expect(await structure(whole, { ending })).toMatchObject({ records: 50_000, findings: [] });
    for (const missing of [1, Math.floor(whole.length / 2)]) {
      const { counts, findings } = await structure(whole.subarray(0, whole.length - missing), { ending });
      expect(counts.truncated_file).toBe(1);
      expect(findings.find(({ check }) => check === "truncated_file")?.message).toContain("ends early or is damaged");
    }
  });
});

it("stops when it is cancelled", async () => {
  const file = await written("a\n1\n");
  await expect(readDelimited(file, commas, { signal: AbortSignal.abort() })).rejects.toMatchObject({
    code: "cancelled",
  });
});

import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readDelimited } from "../../../../src/data/delimited/structure.ts";
import { commas } from "../delimited/delimitedFiles.ts";
import { sourceHarness } from "./sourceHarness.ts";

const { file, rows, columns, places, path } = await sourceHarness();

describe("the types of a delimited file", () => {
  it("are the narrowest that all values have", async () => {
    await file(
      "types.csv",
      [
        "flag,count,number,day,moment,zoned,clock,text,code,mixed",
        "true,-12,1.5,2026-01-31,2026-01-31 10:00:00,2026-01-31T10:00:00Z,10:30,x,007,1",
        "FALSE,3,1e3,2026-02-01,2026-02-01T11:00,2026-01-31T10:00:00+02:00,23:59:59,y,010,a",
      ].join("\n"),
    );
    expect(await columns("types.csv")).toEqual({
      flag: "BOOLEAN",
      count: "BIGINT",
      number: "DOUBLE",
      day: "DATE",
      moment: "TIMESTAMP",
      zoned: "TIMESTAMP WITH TIME ZONE",
      clock: "TIME",
      text: "VARCHAR",
      code: "VARCHAR",
      mixed: "VARCHAR",
    });
  });

  it("are told by values far down as well", async () => {
    await file("late.csv", `a,b\n${"1,2\n".repeat(30_000)}1.5,x\n`);
    expect(await columns("late.csv")).toEqual({ a: "DOUBLE", b: "VARCHAR" });
  });

  it("are text without values, and for numbers too long to keep", async () => {
    await file("none.csv", "a,b\n,12345678901234567890\n,1\n");
    expect(await columns("none.csv")).toEqual({ a: "VARCHAR", b: "VARCHAR" });
  });

  it.each([
    ["BIGINT", ["0", "-1", "+12"]],
    ["DOUBLE", ["0", "0.5", "-.5", "+1.", "0e1", "1E-3", "12345678901234567.5"]],
    ["VARCHAR", ["1.5", "+007"]],
    ["VARCHAR", ["1.5", "00"]],
    ["VARCHAR", ["1.5", "1_000"]],
    ["VARCHAR", ["1.5", " 1"]],
    ["VARCHAR", ["1.5", "-"]],
  ])("are %s for %j", async (type, texts) => {
    await file("numbers.csv", ["a", ...texts].join("\n"));
    expect(await columns("numbers.csv")).toEqual({ a: type });
  });

  it("leave the source's null spellings out", async () => {
    await file("nulls.csv", "a,b\n1,x\nNA,NA\n,\n");
    expect(await rows({ paths: ["nulls.csv"], nulls: ["NA", ""] })).toEqual([
      ["1", "x"],
      [null, null],
      [null, null],
    ]);
    expect(await columns({ paths: ["nulls.csv"], nulls: ["NA", ""] })).toEqual({ a: "BIGINT", b: "VARCHAR" });
    expect(await rows({ paths: ["nulls.csv"], nulls: ["NA"] })).toEqual([
      ["1", "x"],
      [null, null],
      ["", ""],
    ]);
  });

  it("are not looked for when text is asked for", async () => {
    await file("text.csv", "a\n 01\nNA\n");
    expect(await rows("text.csv", { asText: true })).toEqual([[" 01"], ["NA"]]);
  });
});

describe("a delimited file", () => {
  it("has no comments", async () => {
    await file("hash.csv", "a,b\n#1,2\n3,4\n");
    expect(await rows("hash.csv")).toEqual([
      ["#1", "2"],
      ["3", "4"],
    ]);
  });

  it("may be ragged: missing values are null, and what belongs to no column is left out", async () => {
    await file("ragged.csv", 'a,b\n1\n2,"x\ny"\n3,4,5\n');
    expect(await rows("ragged.csv")).toEqual([
      ["1", null],
      ["2", "x\ny"],
      ["3", "4"],
    ]);
  });

  it("may have duplicate and blank headers, which get names of their own", async () => {
    await file("headers.csv", "a,A,,a\n1,2,3,4\n");
    expect(await columns("headers.csv")).toEqual({ a: "BIGINT", A_1: "BIGINT", column2: "BIGINT", a_2: "BIGINT" });
  });

  it("may have a header with other line ends in its quotes", async () => {
    await file("ends.csv", '"a\nb",c\r\n1,2\r\n');
    expect(await rows("ends.csv")).toEqual([["1", "2"]]);
  });

  it("may have blank lines above the header, and no header", async () => {
    await file("above.csv", "\n\na,b\n1,2\n");
    expect(await rows("above.csv")).toEqual([["1", "2"]]);
    await file("headless.csv", "1,2\n3,4\n");
    expect(await columns({ paths: ["headless.csv"], header: false })).toEqual({ column0: "BIGINT", column1: "BIGINT" });
  });

  it.each([
    ["latin-1", Buffer.from("a,b\né,1\n", "latin1")],
    ["utf-16", Buffer.from("\ufeffa,b\né,1\n", "utf16le")],
    ["utf-16", Buffer.from("\ufeffa,b\né,1\n", "utf16le").swap16()],
  ] as const)("may be written in %s", async (encoding, bytes) => {
    await file("encoded.csv", bytes);
    expect(await rows({ paths: ["encoded.csv"], encoding })).toEqual([["é", "1"]]);
    expect(await places({ paths: ["encoded.csv"], encoding })).toEqual(["0:1 é"]);
  });

  it.each([
    ["gz", gzipSync],
    ["zst", zstdCompressSync],
  ])("may be compressed: %s", async (ending, compress) => {
    await file(`packed.csv.${ending}`, compress(Buffer.from("a,b\n1,2\n")));
    expect(await rows(`packed.csv.${ending}`)).toEqual([["1", "2"]]);
    const whole = compress(Buffer.from(`a,b\n${"1,2\n".repeat(10_000)}`));
    await file(`cut.csv.${ending}`, whole.subarray(0, whole.length - 6));
    await expect(rows(`cut.csv.${ending}`)).rejects.toThrow("ends early or is damaged");
  });

  it.each([
    [
      "bytes that are no UTF-8",
      Buffer.from("a,b\n1,é\n", "latin1"),
      "line 2, character 3: 0xE9 has no meaning in UTF-8",
    ],
    ["a quote that is never closed", 'a,b\n1,"x\n', "line 2, character 3: The file ends within this quoted value"],
    ["text behind a quote", 'a,b\n"x"y,1\n', "line 2, character 4: Text follows a closing quote"],
    ["nothing in it", "", "no header"],
  ])("is refused with %s, and the message says where", async (_, content, words) => {
    await file("bad.csv", content);
    await expect(rows("bad.csv")).rejects.toMatchObject({
      code: "invalidParameter",
      message: expect.stringContaining(words),
    });
    await expect(rows("bad.csv")).rejects.toThrow("bad.csv");
  });

  it("is read with a structure that is known already", async () => {
    await file("known.csv", "a,b\n1\n");
    const structures = [await readDelimited(path("known.csv"), commas)];
    expect(await rows("known.csv", { structures })).toEqual([["1", null]]);
  });
});

describe("several files", () => {
  it("may have other columns: those that a file lacks are null in its rows", async () => {
    await file("several/1.csv", "a,b\n1,2\n");
    await file("several/2.csv", "c,a\n3,4\n");
    await file("several/3.csv", "a,b\n5,6\n");
    expect(await columns("several")).toEqual({ a: "BIGINT", b: "BIGINT", c: "BIGINT" });
    expect(await rows("several")).toEqual([
      ["1", "2", null],
      ["4", null, "3"],
      ["5", "6", null],
    ]);
  });

  it("number their records each from 1, blank lines left out", async () => {
    await file("numbered/1.csv", 'a,b\n"x\n\ny",1\n\nz,2\n');
    await file("numbered/2.csv", "");
    await file("numbered/3.csv", "\na,b\nw,3\n");
    expect(await places("numbered")).toEqual(["0:1 x\n\ny", "0:2 z", "2:1 w"]);
  });

  it("may be partitioned by folders that name columns", async () => {
    await file("hive/year=2025/part.csv", "a\n1\n");
    await file("hive/year=2026/part.csv", "a\n2\n");
    const source = { paths: ["hive"], partitioned: "hive" as const };
    expect(await rows(source)).toEqual([
      ["1", "2025"],
      ["2", "2026"],
    ]);
    expect(await places(source)).toEqual(["0:1 1", "1:1 2"]);
  });
});

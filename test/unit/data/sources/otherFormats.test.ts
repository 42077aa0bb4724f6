import { copyFile, readFile } from "node:fs/promises";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import {
  DateDay,
  Dictionary,
  Field,
  Int32,
  List,
  Table,
  TimestampMicrosecond,
  tableFromArrays,
  tableToIPC,
  Utf8,
  vectorFromArray,
} from "apache-arrow";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { sourceHarness } from "./sourceHarness.ts";

const { file, rows, columns, places, path } = await sourceHarness();

describe("JSON", () => {
  it("is a list of rows, or one row, with nested values as lists and structs", async () => {
    await file("list.json", '[{"a": 1, "b": {"c": [1, 2]}}, {"a": 2, "b": null}]');
    expect(await columns("list.json")).toEqual({ a: "BIGINT", b: "STRUCT(c BIGINT[])" });
    expect(await rows("list.json")).toEqual([
      ["1", "{'c': [1, 2]}"],
      ["2", null],
    ]);
    expect(await places("list.json")).toEqual(["0:1 1", "0:2 2"]);
  });

  it("is one row to a line in JSON Lines, blank lines left out, of any columns", async () => {
    await file("rows.jsonl", '{"a": 1}\n\n{"a": 2, "b": "x"}\r\n{"a": 3}');
    expect(await rows("rows.jsonl")).toEqual([
      ["1", null],
      ["2", "x"],
      ["3", null],
    ]);
    expect(await places("rows.jsonl")).toEqual(["0:1 1", "0:2 2", "0:3 3"]);
  });

  it.each([
    ["gz", gzipSync],
    ["zst", zstdCompressSync],
  ])("may be compressed, and is refused when it ends early: %s", async (ending, compress) => {
    const whole = compress(Buffer.from('{"a": 1}\n'.repeat(5000)));
    await file(`packed.jsonl.${ending}`, whole);
    expect(await rows(`packed.jsonl.${ending}`)).toHaveLength(5000);
    await file(`cut.jsonl.${ending}`, whole.subarray(0, whole.length - 5));
    await expect(rows(`cut.jsonl.${ending}`)).rejects.toThrow("ends early or is damaged");
  });

  it("may have keys that differ in case alone, and rows that are no objects", async () => {
    await file("case.jsonl", '{"a": 1, "A": 2}\n');
    expect(await rows("case.jsonl")).toEqual([["1", "2"]]);
    await file("numbers.jsonl", "1\n2\n");
    expect(await rows("numbers.jsonl")).toEqual([["1"], ["2"]]);
  });

  it("may have keys of any characters", async () => {
    await file("keys.jsonl", `{"it's \\"x\\"": {"k y": 1}, "é, (b)": null}\n`);
    expect(await rows("keys.jsonl")).toEqual([["{'k y': 1}", null]]);
  });

  it("that ends early is refused", async () => {
    await file("cut.jsonl", '{"a": 1}\n{"a": ');
    await expect(rows("cut.jsonl")).rejects.toThrow("cut.jsonl");
  });
});

describe("Parquet", () => {
  it("is read with the place of each row", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`COPY (SELECT 10 + range AS a FROM range(2)) TO '${path("1.parquet")}'`);
    await connection.run(`COPY (SELECT 20 + range AS a, 'x' AS b FROM range(2)) TO '${path("2.parquet")}'`);
    connection.closeSync();
    expect(await columns("*.parquet")).toEqual({ a: "BIGINT", b: "VARCHAR" });
    expect(await places("*.parquet")).toEqual(["0:1 10", "0:2 11", "1:1 20", "1:2 21"]);
  });
});

describe("SQLite", () => {
  it("is a table, whose columns have the type of all their values", async () => {
    const database = new Database(path("shop.sqlite"));
    database.exec("CREATE TABLE orders (a INTEGER, price, note TEXT, blob BLOB, any)");
    const insert = database.prepare("INSERT INTO orders VALUES (?, ?, ?, ?, ?)");
    insert.run(9_007_199_254_740_993n, 1.5, "é", Buffer.from("hi"), 1);
    insert.run(2, 3, null, null, "x");
    database.exec("CREATE VIEW cheap AS SELECT a FROM orders WHERE price < 2");
    database.close();
    const before = await readFile(path("shop.sqlite"));
    const source = { paths: ["shop.sqlite"], table: "orders" };
    expect(await columns(source)).toEqual({
      a: "BIGINT",
      price: "DOUBLE",
      note: "VARCHAR",
      blob: "BLOB",
      any: "VARCHAR",
    });
    expect(await rows(source)).toEqual([
      ["9007199254740993", "1.5", "é", "hi", "1"],
      ["2", "3.0", null, null, "x"],
    ]);
    expect(await places(source)).toEqual(["0:1 9007199254740993", "0:2 2"]);
    expect(await rows({ ...source, table: "cheap" })).toEqual([["9007199254740993"]]);
    expect(await readFile(path("shop.sqlite"))).toEqual(before);
    await expect(rows({ ...source, table: "order" })).rejects.toThrow("has no table order. It has cheap, orders.");
    await expect(rows("shop.sqlite")).rejects.toThrow('Write "table" in the source. It has cheap, orders.');
  });

  it("holds more rows than a chunk", async () => {
    const database = new Database(path("long.db"));
    database.exec(
      "CREATE TABLE t (a); WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000) INSERT INTO t SELECT i FROM n",
    );
    database.close();
    const found = await places("long.db");
    expect(found).toHaveLength(5000);
    expect(found.at(-1)).toBe("0:5000 5000");
  });

  it("is refused when the file is none", async () => {
    await file("none.db", "hello");
    await expect(rows({ paths: ["none.db"], table: "t" })).rejects.toThrow("no SQLite database");
  });
});

describe("Arrow", () => {
  const typed = () =>
    new Table({
      a: vectorFromArray([1, 2, 3], new Int32()),
      text: vectorFromArray(["é", null, "z"], new Utf8()),
      word: vectorFromArray(["x", "y", "x"], new Dictionary(new Utf8(), new Int32())),
      flag: vectorFromArray([true, false, null]),
      day: vectorFromArray([new Date("1969-12-31"), null, new Date("2026-01-31")], new DateDay()),
      moment: vectorFromArray([-1, null, 1_769_853_600_123], new TimestampMicrosecond()),
      list: vectorFromArray([[1, 2], null, []], new List(new Field("item", new Int32()))),
    });

  it("has the types and values of its columns", async () => {
    await file("typed.arrow", tableToIPC(typed(), "file"));
    expect(await columns("typed.arrow")).toEqual({
      a: "INTEGER",
      text: "VARCHAR",
      word: "VARCHAR",
      flag: "BOOLEAN",
      day: "DATE",
      moment: "TIMESTAMP",
      list: "VARCHAR",
    });
    expect(await rows("typed.arrow")).toEqual([
      ["1", "é", "x", "true", "1969-12-31", "1969-12-31 23:59:59.999", "[1,2]"],
      ["2", null, "y", "false", null, null, null],
      ["3", "z", "x", null, "2026-01-31", "2026-01-31 10:00:00.123", "[]"],
    ]);
    expect(await places("typed.arrow")).toEqual(["0:1 1", "0:2 2", "0:3 3"]);
  });

  // Written by PyArrow 25 (pyarrow.feather.write_feather), whose own compression is LZ4.
  it.each(["lz4", "zstd"])("may be compressed as PyArrow writes it: %s", async (compression) => {
    await copyFile(
      new URL(`../../../fixtures/arrow/types.${compression}.feather`, import.meta.url),
      path("types.feather"),
    );
    expect(Object.values(await columns("types.feather"))).toEqual([
      ...["BIGINT", "UTINYINT", "FLOAT", "VARCHAR", "VARCHAR", "BLOB", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP_NS"],
      ...["TIMESTAMP WITH TIME ZONE", "TIME", "DECIMAL(20,2)", "VARCHAR", "VARCHAR", "VARCHAR", "VARCHAR"],
    ]);
    const [first, second, third] = await rows("types.feather");
    expect(first).toEqual([
      ...["1", "255", "1.5", "é😀", "b", "\\x00\\xFF", "x", "true", "1969-12-31", "1969-12-31 23:59:59.999999999"],
      ...[expect.stringContaining("1970-01-01"), "01:00:00", "-1.25", "[1,null]", '{"k":1,"s":"é"}', null, "1"],
    ]);
    expect(second?.filter((value) => value !== null)).toEqual(["0", "y"]);
    expect(third?.[12]).toBe("99999999999999999.99");
  });

  it("may be a stream", async () => {
    await file("stream.arrows", tableToIPC(typed(), "stream"));
    expect(await rows("stream.arrows")).toHaveLength(3);
  });

  it("holds more rows than a chunk", async () => {
    const a = Int32Array.from({ length: 5000 }, (_, i) => i);
    await file("long.arrow", tableToIPC(tableFromArrays({ a }), "file"));
    const found = await places("long.arrow");
    expect(found).toHaveLength(5000);
    expect(found.at(-1)).toBe("0:5000 4999");
  });

  it("is refused when it ends early", async () => {
    const whole = tableToIPC(typed(), "file");
    await file("cut.feather", whole.subarray(0, whole.length - 20));
    await expect(rows("cut.feather")).rejects.toThrow(/cut\.feather: The file ends without Arrow's footer/);
    const stream = tableToIPC(typed(), "stream");
    await file("cut.arrows", stream.subarray(0, stream.length - 8));
    await expect(rows("cut.arrows")).rejects.toThrow(/cut\.arrows: The stream ends without its end mark/);
    await file("broken.arrows", Buffer.concat([stream.subarray(0, 600), stream.subarray(-8)]));
    await expect(rows("broken.arrows")).rejects.toThrow(/broken\.arrows can't be read as an Arrow file/);
  });
});

it.each([
  ["https://example.com/a.parquet", undefined, "httpfs"],
  ["s3://bucket/a.csv", undefined, "httpfs"],
  ["postgresql://me:secret@example.com/db", "postgresql", "postgres"],
] as const)("says which extension of DuckDB an address needs: %s", async (address, format, extension) => {
  const source = { paths: [address], format, ...(format === undefined ? {} : { table: "t" }) };
  const failure = rows(source);
  await expect(failure).rejects.toMatchObject({ code: "notImplemented", data: { extension } });
  await expect(failure).rejects.toThrow(`INSTALL ${extension};`);
  await expect(failure).rejects.not.toThrow("secret");
});

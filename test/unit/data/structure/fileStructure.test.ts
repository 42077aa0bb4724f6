import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { DuckDBInstance } from "@duckdb/node-api";
import { tableFromArrays, tableToIPC } from "apache-arrow";
import Database from "better-sqlite3";
import { afterAll, describe, expect, it } from "vitest";
import { fileStructure } from "../../../../src/data/structure/fileStructure.ts";
import type { DataFormat } from "../../../../src/protocol/dataEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
afterAll(() => folder[Symbol.asyncDispose]());
const path = (name: string): string => join(folder.path, name);

/** As `check record line: message`, what is unknown left out. */
async function found(format: DataFormat, name: string, content?: string | Uint8Array): Promise<string[]> {
  if (content !== undefined) await writeFile(path(name), content);
  const { findings } = await fileStructure(path(name), { paths: [name], format });
  return findings.map(({ check, record, range, message }) =>
    [check, record, range?.start.line, message].filter((part) => part !== undefined).join(" "),
  );
}

describe("JSON Lines", () => {
  it("have nothing wrong when each line is a value", async () => {
    expect(await found("jsonl", "a.jsonl", '{"a": "é }"}\r\n{"a": [1, 2]}\n7')).toEqual([]);
    const { records } = await fileStructure(path("a.jsonl"), { paths: [], format: "jsonl" });
    expect(records).toBe(3);
  });

  it("tell blank lines, lines that are not closed, and bytes that are no UTF-8", async () => {
    expect(await found("jsonl", "a.jsonl", '{"a": 1}\n\n{"a": [1}\n{"a": 2}\n')).toEqual([
      "blank_rows 1 The line is blank: remove it.",
      "wrong_dialect 2 2 What begins here is not closed on its line: each line of JSON Lines is one whole value.",
    ]);
    expect(await found("jsonl", "a.jsonl", Buffer.from('{"a": "\xe9"}\n', "latin1"))).toEqual([
      "invalid_encoding 1 0xE9 has no meaning in UTF-8, which JSON is written in.",
    ]);
  });

  it("tell a file that is one list", async () => {
    expect((await found("jsonl", "a.jsonl", '[\n{"a": 1}\n]\n'))[0]).toContain('write "format: json"');
  });

  it("tell that they end early", async () => {
    expect(await found("jsonl", "a.jsonl", '{"a": 1}\n{"a": "x')).toEqual([
      "truncated_file 2 1 What begins here is not closed when the file ends.",
    ]);
    const packed = gzipSync('{"a": 1}\n'.repeat(1000));
    expect((await found("jsonl", "a.jsonl.gz", packed.subarray(0, -4))).join()).toContain("truncated_file");
  });
});

describe("JSON", () => {
  it("tells that its list or value is not closed", async () => {
    expect(await found("json", "a.json", '[{"a": 1}, {"a": 2}]\n')).toEqual([]);
    expect(await found("json", "a.json", '[{"a": 1},\n{"a": 2}')).toEqual([
      "truncated_file 2 1 The file ends before its list is closed with ].",
    ]);
    expect(await found("json", "a.json", '[{"a": 1},\n{"a": ')).toEqual([
      "truncated_file 2 1 What begins here is not closed when the file ends.",
    ]);
  });

  it("tells a byte-order mark and another encoding", async () => {
    expect((await found("json", "a.json", '\ufeff{"a": 1}')).join()).toContain("byte-order mark");
    expect((await found("json", "a.json", Buffer.from('{"a": 1}', "utf16le"))).join()).toContain("utf-16");
  });
});

describe("Parquet", () => {
  it("tells a file without its footer, and one of another format", async () => {
    const connection = await (await DuckDBInstance.create(":memory:")).connect();
    await connection.run(`COPY (SELECT range AS a FROM range(1000)) TO '${path("a.parquet")}'`);
    connection.closeSync();
    expect(await found("parquet", "a.parquet")).toEqual([]);
    await truncate(path("a.parquet"), 300);
    expect(await found("parquet", "a.parquet")).toEqual([
      "truncated_file The file ends without Parquet's footer: it was not written to the end.",
    ]);
    expect(await found("parquet", "b.parquet", "a,b\n1,2\n")).toEqual([
      "wrong_dialect The file does not begin as a Parquet file does.",
    ]);
    expect(await found("parquet", "c.parquet", "")).toEqual(["truncated_file The file is empty."]);
  });
});

describe("Arrow", () => {
  it("tells a file without its footer, and Feather's first version", async () => {
    const table = tableFromArrays({ a: [1, 2, 3] });
    const whole = tableToIPC(table, "file");
    expect(await found("arrow", "a.arrow", whole)).toEqual([]);
    expect(await found("arrow", "a.arrows", tableToIPC(table, "stream"))).toEqual([]);
    expect((await found("arrow", "b.arrow", whole.subarray(0, whole.length - 3))).join()).toContain("Arrow's footer");
    expect((await found("arrow", "c.feather", "FEA1....FEA1")).join()).toContain("Feather version 1");
  });
});

describe("SQLite", () => {
  it("tells a file with fewer pages than it says", async () => {
    const database = new Database(path("a.db"));
    database.exec("CREATE TABLE t (a); INSERT INTO t VALUES (1)");
    database.close();
    expect(await found("sqlite", "a.db")).toEqual([]);
    await truncate(path("a.db"), 4096);
    expect((await found("sqlite", "a.db")).join()).toMatch(/truncated_file The database has 2 pages, 8192 bytes/);
  });
});

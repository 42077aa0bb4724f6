import { DOUBLE, type DuckDBDataChunk } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

const folder = await temporaryFolder();
let database: Database;
beforeAll(async () => {
  database = await openDatabase({ temporaryFolder: folder.path, threads: 1 });
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

/** Takes minutes. */
const endless = "SELECT count(*) AS n FROM range(10000000) a, range(10000000) b WHERE a.range + b.range = 7";

describe("a session", () => {
  it("answers rows that are checked", async () => {
    using session = await database.session();
    const row = z.object({ n: z.bigint(), text: z.string() });
    expect(await session.rows(row, "SELECT range AS n, 'x' AS text FROM range(2)")).toEqual([
      { n: 0n, text: "x" },
      { n: 1n, text: "x" },
    ]);
    expect(await session.row(row, "SELECT 5::BIGINT AS n, ? AS text", ["it's"])).toEqual({ n: 5n, text: "it's" });
  });

  it("refuses rows of another shape", async () => {
    using session = await database.session();
    await expect(session.rows(z.object({ n: z.string() }), "SELECT 1 AS n")).rejects.toMatchObject({
      code: "internal",
    });
  });

  it("hands out large results in parts", async () => {
    using session = await database.session();
    const chunks: DuckDBDataChunk[] = [];
    for await (const chunk of session.chunks("SELECT range::DOUBLE AS x FROM range(10000)")) chunks.push(chunk);
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.reduce((rows, chunk) => rows + chunk.rowCount, 0)).toBe(10_000);
    expect(chunks[0]?.getColumnVector(0).type).toBe(DOUBLE);
  });

  it("can be asked again when not all parts of a result were taken", async () => {
    using session = await database.session();
    for await (const chunk of session.chunks("SELECT * FROM range(1000000)")) {
      expect(chunk.rowCount).toBeGreaterThan(0);
      break;
    }
    expect(await session.row(z.object({ n: z.number() }), "SELECT 1 AS n")).toEqual({ n: 1 });
  });

  it("tells a failure far into a result", async () => {
    using session = await database.session();
    const rows = "SELECT CASE WHEN i < 500000 THEN 1 ELSE error('here') END AS x FROM range(1000000) t(i)";
    let parts = 0;
    const all = async (): Promise<void> => {
      for await (const _ of session.chunks(rows)) parts++;
    };
    await expect(all()).rejects.toThrow("here");
    expect(parts).toBeGreaterThan(0);
  });

  it("ends a query when its signal aborts, and the others go on", async () => {
    const abort = new AbortController();
    using cancelled = await database.session(abort.signal);
    using other = await database.session();
    const query = cancelled.run(endless);
    setTimeout(() => abort.abort(), 20);
    await expect(query).rejects.toMatchObject({ code: "cancelled" });
    expect(await other.row(z.object({ n: z.number() }), "SELECT 1 AS n")).toEqual({ n: 1 });
  });

  it("runs nothing once its signal has aborted", async () => {
    using session = await database.session(AbortSignal.abort());
    await expect(session.run("SELECT 1")).rejects.toMatchObject({ code: "cancelled" });
  });

  it.each([
    ["a query that is wrong", "SELEC 1", "invalidParameter"],
    ["a file that is not there", "SELECT * FROM read_csv('/no/such/file.csv')", "notFound"],
  ])("tells %s", async (_, sql, code) => {
    using session = await database.session();
    await expect(session.run(sql)).rejects.toMatchObject({ code });
  });

  it("stays within its memory", async () => {
    await using small = await openDatabase({ temporaryFolder: folder.path, threads: 1, memory: 32 * 2 ** 20 });
    using session = await small.session();
    await session.run("SET max_temp_directory_size = '1MB'");
    const large = "SELECT list(range) FROM range(20000000)";
    await expect(session.run(large)).rejects.toMatchObject({ code: "unavailable" });
  });
});

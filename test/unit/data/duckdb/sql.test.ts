import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { type Database, openDatabase } from "../../../../src/data/duckdb/database.ts";
import { identifier, literal, literals } from "../../../../src/data/duckdb/sql.ts";
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

it.each(["plain", "it's", 'say "hi"', "", "a\nb", "\\", "'; DROP TABLE x; --", "ä😀"])("writes %j", async (text) => {
  using session = await database.session();
  const name = text === "" ? "empty" : text;
  const sql = `SELECT ${literal(text)} AS ${identifier(name)}, ${literals([text, "x"])} AS list`;
  const row = z.object({ [name]: z.string(), list: z.array(z.string()) });
  expect(await session.row(row, sql)).toEqual({ [name]: text, list: [text, "x"] });
});

import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll } from "vitest";
import * as z from "zod";
import { openDatabase } from "../../../../src/data/duckdb/database.ts";
import { identifier } from "../../../../src/data/duckdb/sql.ts";
import { type RelationOptions, relationOf } from "../../../../src/data/sources/relation.ts";
import type { DataSource } from "../../../../src/protocol/dataEntities.ts";
import { temporaryFolder } from "../../../support/temporaryFolder.ts";

/** A workspace with a database, for one test file. */
export async function sourceHarness() {
  const folder = await temporaryFolder();
  const database = await openDatabase({ temporaryFolder: join(folder.path, ".temporary"), threads: 2 });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
    await folder[Symbol.asyncDispose]();
  });
  const workspace = folder.path;
  const as = (source: string | DataSource): DataSource => (typeof source === "string" ? { paths: [source] } : source);
  return {
    workspace,
    path: (path: string) => join(workspace, path),
    async file(path: string, content: string | Uint8Array): Promise<void> {
      await mkdir(dirname(join(workspace, path)), { recursive: true });
      await writeFile(join(workspace, path), content);
    },
    /** Each row as the texts of its values. */
    async rows(source: string | DataSource, options: Partial<RelationOptions> = {}): Promise<(string | null)[][]> {
      using session = await database.session();
      const { from } = await relationOf(session, as(source), { workspace, ...options });
      return await texts(session, from);
    },
    /** Names and types of its columns. */
    async columns(
      source: string | DataSource,
      options: Partial<RelationOptions> = {},
    ): Promise<Record<string, string>> {
      using session = await database.session();
      const { from } = await relationOf(session, as(source), { workspace, ...options });
      const Described = z.object({ column_name: z.string(), column_type: z.string() });
      const described = await session.rows(Described, `DESCRIBE SELECT * FROM ${from}`);
      return Object.fromEntries(described.map(({ column_name, column_type }) => [column_name, column_type]));
    },
    /** `file:record column` of each row, the first column's text. */
    async places(source: string | DataSource, options: Partial<RelationOptions> = {}): Promise<string[]> {
      using session = await database.session();
      const relation = await relationOf(session, as(source), { workspace, ...options });
      const { from, file, record } = relation.placed;
      const Row = z.object({ file: z.bigint(), record: z.bigint(), value: z.string() });
      const found = await session.rows(
        Row,
        `SELECT ${identifier(file)}::BIGINT AS file, ${identifier(record)}::BIGINT AS record, columns(c -> c = 'a')::VARCHAR AS value FROM ${from}`,
      );
      return found.map((row) => `${row.file}:${row.record} ${row.value}`);
    },
  };

  async function texts(session: Awaited<ReturnType<typeof database.session>>, from: string) {
    const Row = z.record(z.string(), z.string().nullable());
    return (await session.rows(Row, `SELECT columns(*)::VARCHAR FROM ${from}`)).map((row) => Object.values(row));
  }
}

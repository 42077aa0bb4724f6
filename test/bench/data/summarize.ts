/** DuckDB's own SUMMARIZE of files, as a program of its own. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "../../../src/data/duckdb/database.ts";
import { literal } from "../../../src/data/duckdb/sql.ts";

const spill = await mkdtemp(join(tmpdir(), "tidemark-summarize-"));
{
  await using database = await openDatabase({ temporaryFolder: spill });
  using session = await database.session();
  for (const file of process.argv.slice(2)) await session.table(`SUMMARIZE FROM ${literal(file)}`);
}
await rm(spill, { recursive: true });

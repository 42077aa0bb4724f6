import { BIGINT, BLOB, DOUBLE, DuckDBBlobValue, type DuckDBType, type DuckDBValue, VARCHAR } from "@duckdb/node-api";
import type { DataSource } from "../../protocol/dataEntities.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import {
  type ForeignDatabase,
  type ForeignValue,
  isSqliteFile,
  openForeignDatabase,
} from "../../store/foreignDatabase.ts";
import type { Session } from "../duckdb/database.ts";
import { dataError } from "../duckdb/dataError.ts";
import { identifier } from "../duckdb/sql.ts";
import type { SourceFiles } from "./files.ts";
import { type Columns, chunkRows, loadedRelation, loadTable } from "./loadTable.ts";
import type { Placed } from "./placed.ts";

/**
 * A table of SQLite files, which are only read. SQLite's columns hold values of any type: whole numbers alone become BIGINT, numbers
 * alone DOUBLE, bytes alone BLOB, and all else text.
 */
export async function sqliteRelation(
  session: Session,
  source: DataSource,
  { files }: SourceFiles,
): Promise<{ readonly from: string; readonly placed: Placed }> {
  const tables: string[] = [];
  for (const file of files) {
    if (!isSqliteFile(file)) throw invalidParameter(`${file} is no SQLite database: it does not begin as one.`);
    using database = openForeignDatabase(file);
    const table = tableOf(file, database, source.table);
    try {
      tables.push(await load(session, database, table));
    } catch (error) {
      throw dataError(error);
    }
  }
  return loadedRelation(tables);
}

function tableOf(file: string, database: ForeignDatabase, named: string | undefined): string {
  const tables = database.tables();
  const table = named ?? (tables.length === 1 ? tables[0] : undefined);
  if (table !== undefined && tables.includes(table)) return table;
  const there = tables.length === 0 ? "It has none." : `It has ${tables.slice(0, 50).join(", ")}.`;
  if (table === undefined) throw invalidParameter(`Which table of ${file}? Write "table" in the source. ${there}`);
  throw notFound(`${file} has no table ${table}. ${there}`);
}

const kinds = ["integer", "real", "blob", "text"] as const;

async function load(session: Session, database: ForeignDatabase, table: string): Promise<string> {
  const names = [...database.columns(table)];
  const from = identifier(table);
  const looked = names.flatMap((name) => kinds.map((kind) => `max(typeof(${identifier(name)}) = '${kind}')`));
  const [found = []] = database.stream(`SELECT ${looked.join(", ")} FROM ${from}`);
  const columns = names.map((name, i) => {
    const has = kinds.filter((_, k) => found[i * kinds.length + k] === 1n);
    return { name, type: typeOf(has) };
  });
  const rows = database.stream(`SELECT ${names.map(identifier).join(", ")} FROM ${from}`);
  return await loadTable(
    session,
    columns,
    parts(
      rows,
      columns.map(({ type }) => type),
    ),
  );
}

function typeOf(has: readonly (typeof kinds)[number][]): DuckDBType {
  if (has.length === 0 || has.includes("text")) return VARCHAR;
  if (has.includes("blob")) return has.length === 1 ? BLOB : VARCHAR;
  return has.includes("real") ? DOUBLE : BIGINT;
}

function* parts(rows: Iterable<readonly ForeignValue[]>, types: readonly DuckDBType[]): Generator<Columns> {
  let columns: DuckDBValue[][] = types.map(() => []);
  let count = 0;
  for (const row of rows) {
    for (const [i, type] of types.entries()) columns[i]?.push(asValue(row[i] ?? null, type));
    count += 1;
    if (count < chunkRows) continue;
    yield columns;
    columns = types.map(() => []);
    count = 0;
  }
  if (count > 0) yield columns;
}

function asValue(value: ForeignValue, type: DuckDBType): DuckDBValue {
  if (value === null) return null;
  if (type === BIGINT) return BigInt(typeof value === "bigint" ? value : String(value));
  if (type === DOUBLE) return Number(value);
  if (type === BLOB) return new DuckDBBlobValue(Buffer.isBuffer(value) ? value : Buffer.from(String(value)));
  return Buffer.isBuffer(value) ? value.toString("hex") : String(value);
}

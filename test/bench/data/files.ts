import { join } from "node:path";
import { openDatabase } from "../../../src/data/duckdb/database.ts";
import { literal } from "../../../src/data/duckdb/sql.ts";
import { cached } from "../tracking/filled/cached.ts";

/** What the benchmark reads: two versions of a data set of 20 columns, the second a little later and shifted. */
export interface BenchFiles {
  /** The workspace that holds them. */
  readonly folder: string;
  readonly csv: readonly [string, string];
  readonly parquet: readonly [string, string];
}

/** The columns in DuckDB's SQL of `i`, a row's number from 0, and `u0` … `u9`, numbers from 0 to 1 that depend on it alone. */
const columns: Readonly<Record<string, string>> = {
  id: "CASE WHEN i % 200000 = 199999 THEN i ELSE i + 1 END",
  customer: "floor(u0 * 100000)::INTEGER",
  age: "CASE WHEN i % 90000 = 7 THEN 150 ELSE 18 + floor(u1 * u2 * 70)::INTEGER END",
  quantity: "1 + floor(u3 * u3 * 20)::INTEGER",
  price: "CASE WHEN i % 150000 = 11 THEN -1 ELSE round(5 + 200 * u4 * u4 + shift, 2) END",
  discount: "CASE WHEN u5 < 0.1 THEN NULL ELSE round(u6 * 0.5, 3) END",
  score: "round(sqrt(-2 * ln(1 - u7)) * cos(2 * pi() * u8) + shift, 6)",
  latitude: "round(47 + 8 * u9, 5)",
  longitude: "round(6 + 9 * u0 * u1, 5)",
  temperature: "round(10 + 8 * sqrt(-2 * ln(1 - u2)) * cos(2 * pi() * u3), 1)",
  country:
    "CASE WHEN i % 110000 = 5 THEN 'xx' ELSE ['de', 'fr', 'it', 'es', 'at'][1 + floor(u4 * u5 * 5)::INTEGER] END",
  plan: "['free', 'basic', 'team'][1 + floor(u6 * 3)::INTEGER]",
  status: "['open', 'paid', 'sent', 'back'][1 + floor(u7 * u7 * 4)::INTEGER]",
  product: "'product ' || floor(u8 * u9 * 200)::INTEGER",
  city: "'city ' || floor(u1 * u3 * 2000)::INTEGER",
  email: "'user' || i || CASE WHEN i % 80000 = 3 THEN ' at ' ELSE '@' END || 'example.org'",
  note: "CASE WHEN u5 < 0.3 THEN NULL ELSE repeat('word ', 1 + floor(u2 * 6)::INTEGER) || (i % 5000) END",
  signup: "CASE WHEN i % 250000 = 17 THEN NULL ELSE DATE '2020-01-01' + floor(u4 * 2000)::INTEGER END",
  at: "TIMESTAMP '2026-01-01' + to_seconds(floor(u6 * 8640000)::BIGINT)",
  active: "u9 < 0.7",
};

/** Both versions, made once and the same on every computer. */
export async function benchFiles(rows: number): Promise<BenchFiles> {
  const folder = await cached(`data-1-${rows}`, async (to) => {
    await using database = await openDatabase({ temporaryFolder: join(to, "spill") });
    using session = await database.session();
    for (const [version, name] of ["before", "after"].entries()) {
      await session.run(`CREATE OR REPLACE TEMP TABLE made AS ${versionSql(rows, version)}`);
      await session.run(`COPY made TO ${literal(join(to, `${name}.csv`))}`);
      await session.run(`COPY made TO ${literal(join(to, `${name}.parquet`))}`);
    }
  });
  const file = (name: string): string => join(folder, name);
  return {
    folder,
    csv: [file("before.csv"), file("after.csv")],
    parquet: [file("before.parquet"), file("after.parquet")],
  };
}

/** Rows of a version in DuckDB's SQL; each version has its own numbers, and from the second on some columns are shifted. */
export function versionSql(rows: number, version: number): string {
  const list = Object.entries(columns).map(([name, sql]) => `${sql} AS ${name}`);
  const chances = Array.from(
    { length: 10 },
    (_, n) => `hash(i, ${version * 10 + n}) / 18446744073709551616.0 AS u${n}`,
  );
  return `SELECT ${list.join(", ")} FROM (SELECT range AS i, ${version} * 0.05 AS shift, ${chances.join(", ")} FROM range(${rows}))`;
}

import { readFile } from "node:fs/promises";
import { isAbsolute, join } from "node:path";
import * as z from "zod";
import type { Feature } from "../../config/config.ts";
import { invalidParameter, notFound } from "../../protocol/errors.ts";
import type { Session } from "../duckdb/database.ts";
import { functionsOf, tableFunctionsOf } from "../sqlTree/functions.ts";
import { type Mention, tablesOf } from "../sqlTree/mentions.ts";
import type { Node } from "../sqlTree/node.ts";
import { parseSelect } from "../sqlTree/parseSelect.ts";
import { unknownName } from "./plan.ts";

/** A SQL step as it is written, and what it reads. */
export interface StepQuery {
  readonly sql: string;
  readonly tree: Node;
  readonly inputs: readonly string[];
}

/** Tables that are made, not read. */
const harmless = new Set(["range", "generate_series", "unnest", "repeat", "repeat_row"]);

/**
 * Reads a step of SQL.
 * @param known names that it may read
 * @throws TidemarkError `invalidParameter` with line and column, or `notFound` for a file or name that is not there
 */
export async function stepQuery(
  session: Session,
  { name, step }: Feature & { readonly step: { readonly kind: "sql" | "sqlFile" } },
  { workspace, known }: { readonly workspace: string; readonly known: Iterable<string> },
): Promise<StepQuery> {
  const file = step.kind === "sqlFile" ? step.path : undefined;
  const sql = (step.kind === "sql" ? step.sql : await readSql(step.path, workspace)).trim().replace(/;$/, "");
  const names = [...known];
  try {
    const tree = await parseSelect(session, sql);
    const reading = tableFunctionsOf(tree, sql).find((mention) => !harmless.has(mention.name));
    if (reading !== undefined) {
      const advice = "declare what it reads as a data set, so that its versions are known, and name that";
      throw placed(reading, `${reading.name}() reads past the declared data sets: ${advice}.`);
    }
    const tables = tablesOf(tree, sql);
    for (const table of tables) {
      if (!names.includes(table.name)) throw placed(table, unknownName(table.name, names));
    }
    return { sql, tree, inputs: tables.map((table) => table.name).sort() };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const found = Positioned.safeParse(error);
    const place = found.success ? lineOf(sql, found.data.data.position) : undefined;
    const where = place === undefined ? "" : `line ${place.line}, column ${place.column}: `;
    throw invalidParameter(`${file ?? `The feature ${name}`}: ${where}${message}`, { ...place });
  }
}

const Positioned = z.object({ data: z.object({ position: z.number() }) });

/** With the place in the SQL, counted in characters. */
const placed = ({ position }: Mention, message: string): Error => invalidParameter(message, { position });

/** Both from 1. */
function lineOf(sql: string, position: number): { line: number; column: number } {
  const before = sql.slice(0, position).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

async function readSql(path: string, workspace: string): Promise<string> {
  return readFile(isAbsolute(path) ? path : join(workspace, path), "utf8").catch((cause: unknown) => {
    throw notFound(`The file ${path} can't be read: ${cause instanceof Error ? cause.message : cause}`);
  });
}

const Named = z.object({ name: z.string() });

/** What makes a result differ each time it is computed, so that a version says less. */
export async function volatileFunctions(session: Session, { tree, sql }: StepQuery): Promise<readonly string[]> {
  const called = new Set(functionsOf(tree, sql).map(({ name }) => name));
  const unstable = await session.rows(
    Named,
    `SELECT DISTINCT function_name AS name FROM duckdb_functions()
     WHERE stability IN ('VOLATILE', 'CONSISTENT_WITHIN_QUERY')`,
  );
  return unstable.map(({ name }) => name).filter((name) => called.has(name));
}

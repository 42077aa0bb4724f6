import * as z from "zod";
import type { RowReason } from "../../protocol/ingestRequests.ts";
import { reasonOf } from "../checks/runPlans.ts";
import type { Session } from "../duckdb/database.ts";
import type { RowCheck, RowContract } from "./rowContract.ts";
import type { SentRow } from "./splitRows.ts";

/** What was found about a row. */
export interface JudgedRow {
  /** Empty where it may be taken. */
  readonly reasons: readonly RowReason[];
  /** Of the time column, as 2026-01-31; null where it has none. */
  readonly day: string | null;
}

const Broken = z.object({ r: z.bigint() });
const Failing = z.object({
  r: z.bigint(),
  k: z.number(),
  v: z.string().nullable(),
  c: z.string().nullable(),
});
const Day = z.object({ r: z.bigint(), day: z.string().nullable() });

const mostShown = 60;
const mostOfRow = 20;

/** Checks rows, in the session of their contract. One that a check can't be carried out for fails it. */
export async function checkRows(
  session: Session,
  contract: RowContract,
  rows: readonly SentRow[],
): Promise<JudgedRow[]> {
  const reasons = rows.map(({ keys }): RowReason[] => [...keyFaults(contract, keys), ...contract.unable]);
  const days = rows.map((): string | null => null);
  const tell = (row: bigint, reason: RowReason): void => {
    const own = reasons[Number(row)];
    if (own !== undefined && own.length < mostOfRow) own.push(reason);
  };
  await stage(session, rows);
  // DuckDB reads a little less than JavaScript does, such as halves of surrogate pairs.
  const broken = await session.rows(Broken, "SELECT r FROM staged WHERE NOT json_valid(raw)");
  for (const { r } of broken) tell(r, { column: null, check: null, message: "The row isn't valid JSON in UTF-8." });
  if (broken.length > 0) await session.run("DELETE FROM staged WHERE NOT json_valid(raw)");
  await session.run(contract.table);
  const found = await failing(session, contract.checks).catch(() => undefined);
  if (found !== undefined) {
    for (const { r, k, v, c } of found) tell(r, reasonFor(contract.checks[k], v, c));
  } else {
    for (const check of contract.checks) await checkAlone(session, check, rows.length, tell);
  }
  for (const { r, day } of await session.rows(Day, `SELECT r, ${contract.day} AS day FROM tidemark_live`)) {
    days[Number(r)] = day;
  }
  return rows.map((_, at) => ({ reasons: reasons[at] ?? [], day: days[at] ?? null }));
}

async function stage(session: Session, rows: readonly SentRow[]): Promise<void> {
  await session.run("CREATE OR REPLACE TEMP TABLE staged (r BIGINT, raw VARCHAR)");
  const appender = await session.connection.createAppender("staged", undefined, "temp");
  for (const [at, { text }] of rows.entries()) {
    appender.appendBigInt(BigInt(at));
    appender.appendVarchar(text);
    appender.endRow();
  }
  appender.closeSync();
}

/** All checks in one query. */
async function failing(session: Session, checks: readonly RowCheck[]): Promise<z.infer<typeof Failing>[]> {
  if (checks.length === 0) return [];
  const parts = checks.map(({ query }, at) => `SELECT r, ${at}::INTEGER AS k, v, c FROM (${query})`);
  return session.rows(Failing, `${parts.join(" UNION ALL ")} ORDER BY r, k`);
}

/** A check that fails because of what a row holds, as an expression may, fails for all the rows it was tried with. */
async function checkAlone(
  session: Session,
  check: RowCheck,
  rows: number,
  tell: (row: bigint, reason: RowReason) => void,
): Promise<void> {
  try {
    for (const { r, v, c } of await failing(session, [check])) tell(r, reasonFor(check, v, c));
  } catch (error) {
    const message = `A check could not be carried out: ${reasonOf(error)}`;
    for (let row = 0; row < rows; row += 1) tell(BigInt(row), { column: null, check: check.id, message });
  }
}

function reasonFor(check: RowCheck | undefined, value: string | null, column: string | null): RowReason {
  const { id = null, words = { fault: "fails" } } = check ?? {};
  if ("message" in words) return { column, check: id, message: words.message };
  if (column === null) return { column, check: id, message: `The row ${words.fault}.` };
  const shown = value !== null && value.length > mostShown ? `${value.slice(0, mostShown - 1)}…` : value;
  const what = shown === null ? `"${column}"` : `"${column}": "${shown}"`;
  return { column, check: id, message: `${what} ${words.fault}.` };
}

/** What the names alone say. */
function keyFaults({ required, closed, columns }: RowContract, keys: readonly string[]): RowReason[] {
  const faults: RowReason[] = [];
  const names = new Set(keys);
  for (const column of required) {
    if (!names.has(column)) faults.push({ column, check: null, message: `"${column}" is missing.` });
  }
  const spelled = new Map(columns.map(({ name }) => [name.toLowerCase(), name]));
  for (const key of keys) {
    const other = spelled.get(key.toLowerCase());
    if (other !== undefined && other !== key) {
      faults.push({ column: key, check: null, message: `"${key}" differs from "${other}" only in case.` });
    } else if (key === "") faults.push({ column: key, check: null, message: "A value has no name." });
    else if (closed && other === undefined) {
      faults.push({ column: key, check: null, message: `"${key}" isn't a declared column.` });
    }
    spelled.set(key.toLowerCase(), key);
  }
  return faults;
}

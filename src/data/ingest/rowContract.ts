import type { Check } from "../../config/checks/check.ts";
import type { ColumnType } from "../../config/checks/columnType.ts";
import type { Dataset } from "../../config/config.ts";
import type { RowReason } from "../../protocol/ingestRequests.ts";
import type { CheckScope } from "../checks/context.ts";
import type { Declarations } from "../checks/declarations.ts";
import { isFileCheck } from "../checks/filePlans.ts";
import { lensOf } from "../checks/lens.ts";
import { planOf } from "../checks/planOf.ts";
import { reasonOf } from "../checks/runPlans.ts";
import { checkScope } from "../checks/scope.ts";
import type { Table } from "../checks/table.ts";
import type { Session } from "../duckdb/database.ts";
import { literal } from "../duckdb/sql.ts";
import { type KeptColumn, valuesOf } from "./keptColumns.ts";

/** A check of single rows as a query: `r`, the row's number, `v`, the value as text, and `c`, the column's name. */
export interface RowCheck {
  readonly id: string | null;
  readonly query: string;
  /** What is said of a row that fails: `is above 120`, or the user's own words. */
  readonly words: { readonly fault: string } | { readonly message: string };
}

/** What single rows of a data set promise. */
export interface RowContract {
  readonly dataset: Dataset;
  readonly columns: readonly KeptColumn[];
  /** SQL of the table that checks ask, from `staged (r, raw)`. */
  readonly table: string;
  readonly checks: readonly RowCheck[];
  /** Columns that each row must name. */
  readonly required: readonly string[];
  /** Whether a row may name no others than those declared. */
  readonly closed: boolean;
  /** Checks that can't be carried out, and why: no row is taken before they are right. */
  readonly unable: readonly RowReason[];
  /** SQL: the row's day as text, from the time column; null where it has none. */
  readonly day: string;
}

/** Checks that look at one row at a time. All others are left to checking the whole data set. */
const rowKinds: readonly Check["kind"][] = [
  "type",
  "nulls",
  "min",
  "max",
  "values",
  "pattern",
  "min_length",
  "max_length",
  "finite",
  "null_spellings",
  "surrounding_space",
  "special_characters",
  "expression",
];

/** The table of the rows that are checked, in its session. */
const live = "tidemark_live";

/** Finds the checks of single rows, in the SQL with which whole files are checked. */
export async function rowContract(
  session: Session,
  workspace: string,
  declarations: Declarations,
  dataset: Dataset,
): Promise<RowContract> {
  const columns = dataset.columns.map(({ name, type, format }) => ({ name, type, format }));
  const lenses = columns.map((column, at) => lensOf({ name: column.name, id: `c${at}`, physical: "VARCHAR" }, column));
  const ids = lenses.map(({ id }) => `, ${id}`).join("");
  const table: Table = {
    source: dataset.source,
    format: "jsonl",
    files: [],
    columns: lenses,
    rows: live,
    numbered: `(SELECT r${ids} FROM ${live})`,
  };
  const create = `CREATE OR REPLACE TEMP TABLE ${live} AS SELECT r${valuesOf(columns, dataset.source.nulls)} FROM staged`;
  // Views and types are found out from a table that is there.
  await session.run("CREATE OR REPLACE TEMP TABLE staged (r BIGINT, raw VARCHAR)");
  await session.run(create);
  const whole = checkScope({ session, workspace, declarations, dataset, table, signal: undefined });
  const scope: CheckScope = {
    ...whole,
    typeOf: async (lens, of) => (of === undefined || of === table ? (lens.type ?? "string") : whole.typeOf(lens, of)),
  };
  const checks: RowCheck[] = [];
  const unable: RowReason[] = [];
  for (const check of dataset.checks) {
    if (isFileCheck(check) || !rowKinds.includes(check.kind) || !isDecisive(check)) continue;
    try {
      const { eachRow } = await planOf(check, scope);
      if (eachRow === undefined) continue;
      const words = check.message === undefined ? { fault: eachRow.fault } : { message: check.message };
      checks.push({ id: check.id, query: eachRow.query, words });
    } catch (error) {
      unable.push({ column: check.column ?? null, check: check.id, message: reasonOf(error) });
    }
  }
  for (const lens of lenses) {
    if (lens.type !== "integer") continue;
    const { value } = lens.as("integer");
    const fails = `${lens.id} IS NOT NULL AND ${value} NOT BETWEEN -9223372036854775808 AND 9223372036854775807`;
    const query = `SELECT r, ${lens.text} AS v, ${literal(lens.name)} AS c FROM ${live} WHERE ${fails}`;
    checks.push({ id: null, query, words: { fault: "doesn't fit into 64 bits" } });
  }
  for (const key of dataset.keys) {
    const lens = lenses.find(({ name }) => name === key);
    if (lens === undefined) continue;
    const query = `SELECT r, CAST(NULL AS VARCHAR) AS v, ${literal(key)} AS c FROM ${live} WHERE ${lens.id} IS NULL`;
    checks.push({ id: `${dataset.name}/keys`, query, words: { fault: "is a key and has no value" } });
  }
  const time = lenses.find(({ name }) => name === dataset.time);
  const timeType: ColumnType = time?.type === "date" ? "date" : "timestamp";
  return {
    dataset,
    columns,
    table: create,
    checks,
    required: dataset.checks.flatMap((check) =>
      check.kind === "required" && check.options.value && check.scope === "column" ? [check.column] : [],
    ),
    closed: dataset.checks.some((check) => check.kind === "closed"),
    unable,
    day:
      time === undefined
        ? "CAST(NULL AS VARCHAR)"
        : `CASE WHEN year(${time.as(timeType).value}) BETWEEN 1 AND 9999 THEN strftime(CAST(${time.as(timeType).value} AS TIMESTAMP), '%Y-%m-%d') END`,
  };
}

/** Types always count, since a column of a file has one; else a row can't be judged by what a part of the rows may do. */
const isDecisive = (check: Check): boolean =>
  check.kind === "type" || (check.severity === "error" && check.tolerate === 0);

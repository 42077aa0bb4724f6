import type { RunStatus } from "../protocol/entities.ts";
import type { NumberOperand } from "../protocol/query/ast.ts";
import { attributeColumns } from "./attributeColumns.ts";
import type { Connection } from "./connection.ts";
import { numberSql, shownNumberSql } from "./querySql.ts";
import { type RunSelection, runCountSql, selectionSql } from "./runQuery.ts";
import { joined, numberOfTextSql, type Sql, sql, texts } from "./sql.ts";

/** A value of each run. Of several data sets the names are joined. */
export type TableColumn =
  | { readonly of: "number"; readonly operand: NumberOperand }
  | { readonly of: "param" | "tag"; readonly key: string }
  | { readonly of: "text"; readonly attribute: "run_name" | "status" | "user_id" | "run_id" }
  | { readonly of: "dataset" };

export interface TableQuery extends RunSelection {
  readonly columns: readonly TableColumn[];
  readonly sort: readonly { readonly column: TableColumn; readonly descending: boolean }[];
  readonly offset: number;
  readonly limit: number;
}

export interface TablePage {
  /** A cell of a number is the text `NaN` where that was logged. */
  readonly rows: readonly { readonly runId: string; readonly cells: readonly (string | number | null)[] }[];
  readonly byStatus: Readonly<Partial<Record<RunStatus, number>>>;
}

/** Some rows of a table of runs, and how many there are. */
export function runsTable(db: Connection, { columns, sort, offset, limit, ...selection }: TableQuery): TablePage {
  const { ids, byStatus } = ordered(db, selection, sort);
  const page = ids.subarray(offset, offset + limit);
  const cells = columns.map((column, index) =>
    aliased(column.of === "number" ? shownNumberSql(column.operand) : cellSql(column), `c${index}`),
  );
  const { text, values } = joined(
    [
      sql("SELECT"),
      joined([sql("run.run_id AS id"), ...cells], ", "),
      sql("FROM json_each(?) place CROSS JOIN run ON run.id = place.value", JSON.stringify(Array.from(page))),
      sql("ORDER BY place.key"),
    ],
    " ",
  );
  const found = db
    .prepare<unknown[], [string, ...(string | number | null)[]]>(text)
    .raw()
    .all(...values);
  return { rows: found.map(([runId, ...rest]) => ({ runId, cells: rest })), byStatus };
}

interface Order {
  readonly key: string;
  readonly version: string;
  readonly time: number;
  readonly ids: Uint32Array;
  readonly byStatus: TablePage["byStatus"];
}

/** The order that was asked for last, by connection: who scrolls through a table asks for it again and again. */
const last = new WeakMap<Connection, Order>();

/** While runs log, the order is looked up once in so many milliseconds. */
const youngest = 1000;

function ordered(db: Connection, selection: RunSelection, sort: TableQuery["sort"]): Order {
  const terms = sort.map(({ column, descending }) => orderSql(column, descending ? "DESC" : "ASC"));
  const order = joined([...terms, sql("run.start_time DESC"), sql("run.run_id")], ", ");
  const { text, values } = joined(
    [sql("SELECT run.id FROM run WHERE"), selectionSql(selection), sql("ORDER BY"), order],
    " ",
  );
  const key = JSON.stringify([text, values]);
  // The first tells what other connections have written, the second what this one has.
  const version = `${db.pragma("data_version", { simple: true })} ${db.prepare("SELECT total_changes()").pluck().get()}`;
  const known = last.get(db);
  const now = performance.now();
  if (known?.key === key && (known.version === version || now - known.time < youngest)) return known;
  const ids = Uint32Array.from(
    db
      .prepare<unknown[], number>(text)
      .pluck()
      .all(...values),
  );
  const counts = runCountSql(selection);
  const statuses = db.prepare<unknown[], { status: RunStatus; runs: number }>(counts.text).all(...counts.values);
  const byStatus = Object.fromEntries(statuses.map(({ status, runs }) => [status, runs]));
  const made = { key, version, time: now, ids, byStatus };
  last.set(db, made);
  return made;
}

export function cellSql(column: TableColumn): Sql {
  switch (column.of) {
    case "number":
      return numberSql(column.operand);
    case "param":
    case "tag":
      return sql(`(SELECT k.value FROM ${column.of} k WHERE k.run = run.id AND k.key = ?)`, column.key);
    case "text":
      return sql(attributeColumns[column.attribute]);
    case "dataset":
      return sql(
        "(SELECT group_concat(d.name, ', ') FROM run_dataset u JOIN dataset d ON d.id = u.dataset WHERE u.run = run.id)",
      );
  }
}

const aliased = ({ text, values }: Sql, name: string): Sql => sql(`${text} AS ${name}`, ...values);

/** Texts that are numbers by their value and before the others; what is lacking last, whichever way. */
function orderSql(column: TableColumn, direction: "ASC" | "DESC"): Sql {
  const cell = cellSql(column);
  if (column.of !== "param" && column.of !== "tag") return sql(`${cell.text} ${direction} NULLS LAST`, ...cell.values);
  const number = sql(
    `(SELECT ${numberOfTextSql("k.value")} FROM ${column.of} k WHERE k.run = run.id AND k.key = ?) ${direction} NULLS LAST`,
    column.key,
  );
  return joined([number, sql(`${cell.text} ${direction} NULLS LAST`, ...cell.values)], ", ");
}

/** Parameters that all of the runs have, with one value; none of fewer than two runs. */
export function constantParams(db: Connection, selection: RunSelection): readonly string[] {
  const runs = joined([sql("SELECT run.id FROM run WHERE"), selectionSql(selection)], " ");
  const { text, values } = joined(
    [
      sql("WITH found AS MATERIALIZED ("),
      runs,
      sql(`) SELECT k.key FROM found CROSS JOIN param k ON k.run = found.id GROUP BY k.key
        HAVING min(k.value) = max(k.value) AND count(*) = (SELECT count(*) FROM found) AND count(*) > 1 ORDER BY k.key`),
    ],
    " ",
  );
  return texts(db, { text, values });
}

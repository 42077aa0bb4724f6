import type { RunStatus } from "../protocol/entities.ts";
import { attributeColumns } from "./attributeColumns.ts";
import { conditionSql } from "./runConditions.ts";
import type { RunCondition, RunOrder } from "./runQueryAst.ts";
import { joined, numberOfTextSql, type Sql, sql } from "./sql.ts";

export type LifecycleView = "ACTIVE_ONLY" | "DELETED_ONLY" | "ALL";

/** Which runs, whatever their order. */
export interface RunSelection {
  readonly experimentIds: readonly string[];
  readonly conditions: readonly RunCondition[];
  readonly view: LifecycleView;
  /** Words that the name must contain, in any case. */
  readonly nameContains?: readonly string[];
  readonly statuses?: readonly RunStatus[];
  readonly starred?: boolean;
  /** Leave out runs nested in a run that is in the same view. */
  readonly topLevel?: boolean;
}

/** What the language cannot say and views of the editor ask for. */
export type RunSort =
  | RunOrder
  | { readonly by: "duration"; readonly descending: boolean }
  /** Parameters that are numbers by their value and before the others. */
  | { readonly by: "paramValue"; readonly key: string; readonly descending: boolean };

/** The condition of a SELECT from `run`. */
export function selectionSql(selection: RunSelection): Sql {
  const { statuses, starred, topLevel, nameContains = [] } = selection;
  const lifecycle = { ACTIVE_ONLY: ["active"], DELETED_ONLY: ["deleted"], ALL: ["active", "deleted"] }[selection.view];
  return joined(
    [
      runExperimentsSql("run.experiment", selection.experimentIds),
      sql(`run.lifecycle IN (${lifecycle.map((each) => `'${each}'`).join(", ")})`),
      ...(statuses === undefined
        ? []
        : [sql("run.status IN (SELECT value FROM json_each(?))", JSON.stringify(statuses))]),
      ...(starred === undefined ? [] : [sql("run.starred = ?", Number(starred))]),
      ...(topLevel ? [sql(notNested)] : []),
      ...nameContains.map((word) => sql("instr(lower(run.name), lower(?)) > 0", word)),
      ...selection.conditions.map(conditionSql),
    ],
    " AND ",
  );
}

const notNested = `(run.parent IS NULL OR NOT EXISTS (SELECT 1 FROM run p WHERE p.run_id = run.parent
  AND p.lifecycle = run.lifecycle AND p.experiment = run.experiment))`;

/** A single experiment is spelled as one value, so that an index can serve the order as well. */
export function runExperimentsSql(column: string, ids: readonly string[]): Sql {
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) {
    return sql(`${column} = (SELECT id FROM experiment WHERE experiment_id = ?)`, only);
  }
  return sql(
    `${column} IN (SELECT id FROM experiment WHERE experiment_id IN (SELECT value FROM json_each(?)))`,
    JSON.stringify(ids),
  );
}

export interface PageRange {
  readonly limit: number;
  readonly offset: number;
}

/** Where the rows of `run` come from, when not from all of them. */
export interface RunSource {
  readonly from: Sql;
  readonly where: Sql;
}

/** One page of run ids. Runs without the key come last, NaN before them, whichever way the order goes. */
export function runPageSql(
  selection: RunSelection,
  order: readonly RunSort[],
  page: PageRange,
  source: RunSource = { from: sql("FROM run"), where: sql("TRUE") },
): Sql {
  const { joins, terms } = runOrderSql(order);
  return joined(
    [
      sql("SELECT run.run_id"),
      source.from,
      ...joins,
      sql("WHERE"),
      joined([source.where, selectionSql(selection)], " AND "),
      sql("ORDER BY"),
      joined(terms, ", "),
      sql("LIMIT ? OFFSET ?", page.limit, page.offset),
    ],
    " ",
  );
}

/** What an order joins to `run`, and its terms; of equal runs the newest come first. */
export function runOrderSql(order: readonly RunSort[]): {
  readonly joins: readonly Sql[];
  readonly terms: readonly Sql[];
} {
  const sorts = order.map(sortSql);
  return {
    joins: sorts.map(({ join }) => join),
    terms: [...sorts.map(({ by }) => by), sql("run.start_time DESC"), sql("run.run_id")],
  };
}

/** How many runs of each status there are. */
export const runCountSql = (selection: RunSelection): Sql =>
  joined(
    [sql("SELECT run.status, count(*) AS runs FROM run WHERE"), selectionSql(selection), sql("GROUP BY run.status")],
    " ",
  );

function sortSql(order: RunSort, index: number): { readonly join: Sql; readonly by: Sql } {
  const direction = order.descending ? "DESC" : "ASC";
  const alias = `o${index}`;
  switch (order.by) {
    case "attribute":
      return { join: sql(""), by: sql(`${attributeColumns[order.attribute]} ${direction} NULLS LAST`) };
    case "duration":
      return { join: sql(""), by: sql(`coalesce(run.end_time, run.last_activity) - run.start_time ${direction}`) };
    case "metric":
      return {
        join: sql(`LEFT JOIN series ${alias} ON ${alias}.run = run.id AND ${alias}.key = ?`, order.key),
        by: sql(`${alias}.id IS NULL, ${alias}.last_value ${direction} NULLS LAST`),
      };
    case "paramValue": {
      const value = `${alias}.value`;
      const number = numberOfTextSql(value);
      return {
        join: sql(`LEFT JOIN param ${alias} ON ${alias}.run = run.id AND ${alias}.key = ?`, order.key),
        by: sql(`${number} ${direction} NULLS LAST, ${value} ${direction} NULLS LAST`),
      };
    }
    case "param":
    case "tag":
      return {
        join: sql(`LEFT JOIN ${order.by} ${alias} ON ${alias}.run = run.id AND ${alias}.key = ?`, order.key),
        by: sql(`${alias}.value ${direction} NULLS LAST`),
      };
  }
}

import type { Connection } from "./connection.ts";
import {
  type PageRange,
  type RunSelection,
  type RunSort,
  runExperimentsSql,
  runOrderSql,
  runPageSql,
  selectionSql,
} from "./runQuery.ts";
import { joined, numberTestSql, type Sql, sql, texts } from "./sql.ts";

/** The index of a metric's values in an experiment, which finds runs without looking at all of them. */
const fromValues = (alias: string): Sql => sql(`FROM series ${alias} CROSS JOIN run ON run.id = ${alias}.run`);

/** So many values are walked before sorting all runs is the quicker way. */
const farthest = 5000;

/**
 * The page of a search that has a condition on a metric which at most so many runs fulfil: these are looked up and
 * sorted. Null where there is no such condition.
 */
export function pageOfFew(
  db: Connection,
  selection: RunSelection,
  order: readonly RunSort[],
  page: PageRange,
  most: number,
): readonly string[] | null {
  const found = metricConditions(selection, "few").find((condition) => {
    const some = joined([sql("SELECT 1 FROM series few WHERE"), condition, sql("LIMIT 1 OFFSET ?", most)], " ");
    return db.prepare(some.text).get(...some.values) === undefined;
  });
  return found === undefined
    ? null
    : texts(db, runPageSql(selection, order, page, { from: fromValues("few"), where: found }));
}

/** Conditions on metrics as they are put to the index of values. A metric that differs may have any value. */
const metricConditions = ({ experimentIds, conditions }: RunSelection, alias: string, key?: string): readonly Sql[] =>
  conditions.flatMap((condition) => {
    if (condition.of !== "metric" || condition.test.comparator === "!=") return [];
    if (key !== undefined && condition.key !== key) return [];
    const experiment = runExperimentsSql(`${alias}.experiment`, experimentIds);
    const value = numberTestSql(`${alias}.last_value`, condition.test);
    return joined([experiment, sql(`${alias}.key = ?`, condition.key), value], " AND ");
  });

/**
 * The page of a search that orders by a metric first: its values are walked in their order until the page is full.
 * Null where it does not fill within reach, for what comes then (rare matches, NaN, runs without the metric) and for
 * several experiments, whose values lie apart.
 */
export function pageByWalking(
  db: Connection,
  selection: RunSelection,
  [first, ...others]: readonly RunSort[],
  page: PageRange,
  reach = farthest,
): readonly string[] | null {
  if (first?.by !== "metric" || selection.experimentIds.length !== 1 || page.offset + page.limit > reach) return null;
  const values = joined(
    [
      runExperimentsSql("walked.experiment", selection.experimentIds),
      sql("walked.key = ?", first.key),
      // These say where to begin.
      ...metricConditions(selection, "walked", first.key),
    ],
    " AND ",
  );
  const byValue = `walked.last_value ${first.descending ? "DESC" : "ASC"}`;
  const last = joined(
    [
      sql("SELECT walked.last_value FROM series walked WHERE"),
      values,
      ...[sql(`AND walked.last_value IS NOT NULL ORDER BY ${byValue}`), sql("LIMIT 1 OFFSET ?", reach)],
    ],
    " ",
  );
  const bound = db
    .prepare<unknown[], number>(last.text)
    .pluck()
    .get(...last.values);
  // With all that are equal to the last, so that they are in order among themselves.
  const within =
    bound === undefined
      ? sql("walked.last_value IS NOT NULL")
      : sql(`walked.last_value ${first.descending ? ">=" : "<="} ?`, bound);
  const { joins, terms } = runOrderSql(others);
  const ids = texts(
    db,
    joined(
      [
        sql("SELECT run.run_id"),
        ...[fromValues("walked"), ...joins, sql("WHERE"), joined([values, within, selectionSql(selection)], " AND ")],
        ...[sql("ORDER BY"), joined([sql(byValue), ...terms], ", "), sql("LIMIT ? OFFSET ?", page.limit, page.offset)],
      ],
      " ",
    ),
  );
  return ids.length === page.limit ? ids : null;
}

import { type RunSelection, type RunSort, runExperimentsSql, runOrderSql, selectionSql } from "./runQuery.ts";
import { joined, numberTestSql, type Sql, sql } from "./sql.ts";

/**
 * A search that orders by a metric first, as parts whose runs follow one another: those with a value, found by walking
 * the index of values until a page is full; those that are NaN; and those without the metric. The order of each part
 * is that of the whole. Null where runs of several experiments would have to be merged.
 */
export function metricOrderedParts(
  selection: RunSelection,
  [first, ...others]: readonly RunSort[],
): readonly Sql[] | null {
  if (first?.by !== "metric" || selection.experimentIds.length !== 1) return null;
  const { joins, terms } = runOrderSql(others);
  const part = (from: Sql, where: readonly Sql[], by: readonly Sql[]): Sql =>
    joined(
      [
        from,
        ...joins,
        sql("WHERE"),
        joined([...where, selectionSql(selection)], " AND "),
        sql("ORDER BY"),
        joined(by, ", "),
      ],
      " ",
    );
  const experiment = runExperimentsSql("valued.experiment", selection.experimentIds);
  const series = [experiment, sql("valued.key = ?", first.key)];
  // A cross join keeps this order of tables: the sort would cost more than looking up the runs one after the other.
  const fromSeries = sql("FROM series valued CROSS JOIN run ON run.id = valued.run");
  const direction = first.descending ? "DESC" : "ASC";
  return [
    part(
      fromSeries,
      [...series, sql("valued.last_value IS NOT NULL"), ...boundsOf(selection, first.key)],
      [sql(`valued.last_value ${direction}`), ...terms],
    ),
    part(fromSeries, [...series, sql("valued.last_value IS NULL")], terms),
    part(
      sql("FROM run"),
      [sql("NOT EXISTS (SELECT 1 FROM series absent WHERE absent.run = run.id AND absent.key = ?)", first.key)],
      terms,
    ),
  ];
}

/** Conditions on the metric itself say where in the index to begin and end. */
const boundsOf = ({ conditions }: RunSelection, key: string): readonly Sql[] =>
  conditions.flatMap((condition) =>
    condition.of === "metric" && condition.key === key && condition.test.comparator !== "!="
      ? [numberTestSql("valued.last_value", condition.test)]
      : [],
  );

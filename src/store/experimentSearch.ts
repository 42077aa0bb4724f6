import type { Connection } from "./connection.ts";
import type { ExperimentRow } from "./experimentTable.ts";
import { fromPageToken, toPageToken } from "./pageToken.ts";
import type { LifecycleView } from "./runQuery.ts";
import type { ExperimentCondition, ExperimentOrder } from "./runQueryAst.ts";
import { isPresenceTest, joined, numberTestSql, type Sql, sql, textTestSql } from "./sql.ts";

export interface ExperimentSearchParams {
  readonly conditions: readonly ExperimentCondition[];
  readonly order: readonly ExperimentOrder[];
  readonly view: LifecycleView;
  readonly limit: number;
  readonly pageToken?: string;
}

export interface ExperimentPage {
  readonly rows: readonly ExperimentRow[];
  readonly nextPageToken?: string;
}

const orderColumns: Readonly<Record<ExperimentOrder["by"], string>> = {
  name: "e.name",
  // Ids are numbers as text: 10 comes after 9.
  experiment_id: "e.id",
  creation_time: "e.created_at",
  last_update_time: "e.updated_at",
};

/** A page of the experiments that a search finds. */
export function searchExperiments(db: Connection, params: ExperimentSearchParams): ExperimentPage {
  const [offset = 0] = params.pageToken === undefined ? [] : fromPageToken(params.pageToken, 1);
  const { text, values } = experimentPageSql(params, offset);
  const found = db.prepare<unknown[], ExperimentRow>(text).all(...values);
  return found.length > params.limit
    ? { rows: found.slice(0, params.limit), nextPageToken: toPageToken([offset + params.limit]) }
    : { rows: found };
}

function experimentPageSql({ conditions, order, view, limit }: ExperimentSearchParams, offset: number): Sql {
  const lifecycle = { ACTIVE_ONLY: "e.lifecycle = 'active'", DELETED_ONLY: "e.lifecycle = 'deleted'", ALL: "TRUE" }[
    view
  ];
  const orders = order.map(({ by, descending }) => `${orderColumns[by]} ${descending ? "DESC" : "ASC"}`);
  // Newest first only when nothing was asked: MLflow breaks ties of an order by the id alone.
  const ties = orders.length === 0 ? ["e.created_at DESC", "e.id"] : ["e.id"];
  return joined(
    [
      sql("SELECT e.* FROM experiment e WHERE"),
      joined([sql(lifecycle), ...conditions.map(conditionSql)], " AND "),
      sql(`ORDER BY ${[...orders, ...ties].join(", ")} LIMIT ? OFFSET ?`, limit + 1, offset),
    ],
    " ",
  );
}

function conditionSql(condition: ExperimentCondition): Sql {
  switch (condition.of) {
    case "name":
      return textTestSql("e.name", condition.test);
    case "id":
      return textTestSql("e.experiment_id", condition.test);
    case "time":
      return numberTestSql(orderColumns[condition.attribute], condition.test);
    case "tag": {
      const found = "SELECT 1 FROM experiment_tag k WHERE k.experiment = e.id AND k.key = ?";
      const { key, test } = condition;
      if (isPresenceTest(test)) return sql(`${test.comparator === "IS NULL" ? "NOT " : ""}EXISTS (${found})`, key);
      const value = textTestSql("k.value", test);
      return sql(`EXISTS (${found} AND ${value.text})`, key, ...value.values);
    }
  }
}

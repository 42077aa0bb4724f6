import type { Connection } from "./connection.ts";
import { latestVersions } from "./modelVersionTable.ts";
import { fromPageToken, toPageToken } from "./pageToken.ts";
import {
  type ModelVersionRow,
  type RegisteredModelRow,
  registeredModelColumns,
  toRegisteredModelRow,
  type WithJsonLists,
} from "./registryRows.ts";
import type { TextTest } from "./runQueryAst.ts";
import { joined, type Sql, sql, textTestSql } from "./sql.ts";

export type RegisteredModelCondition =
  | { readonly of: "name"; readonly test: TextTest }
  | { readonly of: "tag"; readonly key: string; readonly test: TextTest };

export interface RegisteredModelOrder {
  readonly by: "name" | "updated_at";
  readonly descending: boolean;
}

export interface RegisteredModelSearchParams {
  readonly conditions: readonly RegisteredModelCondition[];
  readonly order: readonly RegisteredModelOrder[];
  /** Prompts are registered models to MLflow's clients; a search finds them or models, never both. */
  readonly prompts: boolean;
  readonly limit: number;
  readonly pageToken?: string;
}

/** A model with the newest version of each stage. */
export interface FoundModelRow extends RegisteredModelRow {
  readonly latest: readonly ModelVersionRow[];
}

export interface RegisteredModelPage {
  readonly rows: readonly FoundModelRow[];
  readonly nextPageToken?: string;
}

/** A page of the registered models that a search finds. */
export function searchRegisteredModels(db: Connection, params: RegisteredModelSearchParams): RegisteredModelPage {
  const [offset = 0] = params.pageToken === undefined ? [] : fromPageToken(params.pageToken, 1);
  const { text, values } = pageSql(params, offset);
  const found = db.prepare<unknown[], WithJsonLists<RegisteredModelRow>>(text).all(...values);
  const latest = latestVersions(db);
  const rows = found.slice(0, params.limit).map((row) => ({ ...toRegisteredModelRow(row), latest: latest(row.id) }));
  return found.length > params.limit ? { rows, nextPageToken: toPageToken([offset + params.limit]) } : { rows };
}

function pageSql({ conditions, order, prompts, limit }: RegisteredModelSearchParams, offset: number): Sql {
  const orders = order.map(({ by, descending }) => `m.${by} ${descending ? "DESC" : "ASC"}`);
  return joined(
    [
      sql(`SELECT ${registeredModelColumns} FROM registered_model m WHERE`),
      joined([...(prompts ? [] : [notPrompt]), ...conditions.map(conditionSql), sql("TRUE")], " AND "),
      sql(`ORDER BY ${[...orders, "m.name"].join(", ")} LIMIT ? OFFSET ?`, limit + 1, offset),
    ],
    " ",
  );
}

/** For a query on `registered_model m`. */
const notPrompt = sql(
  `NOT EXISTS (SELECT 1 FROM registered_model_tag p
     WHERE p.model = m.id AND p.key = 'mlflow.prompt.is_prompt' AND p.value = 'true')`,
);

function conditionSql(condition: RegisteredModelCondition): Sql {
  if (condition.of === "name") return textTestSql("m.name", condition.test);
  const { text, values } = textTestSql("k.value", condition.test);
  return sql(
    `EXISTS (SELECT 1 FROM registered_model_tag k WHERE k.model = m.id AND k.key = ? AND ${text})`,
    condition.key,
    ...values,
  );
}

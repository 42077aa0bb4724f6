import type { Connection } from "./connection.ts";
import { fromPageToken, toPageToken } from "./pageToken.ts";
import { type ModelVersionRow, modelVersionColumns, toModelVersionRow, type WithJsonLists } from "./registryRows.ts";
import type { NumberTest, TextTest } from "./runQueryAst.ts";
import { joined, numberTestSql, type Sql, sql, textTestSql } from "./sql.ts";

export type ModelVersionCondition =
  | { readonly of: "text"; readonly attribute: "name" | "run_id" | "source"; readonly test: TextTest }
  | { readonly of: "version"; readonly test: NumberTest }
  | { readonly of: "tag"; readonly key: string; readonly test: TextTest };

export interface ModelVersionOrder {
  readonly by: "name" | "version" | "created_at" | "updated_at";
  readonly descending: boolean;
}

export interface ModelVersionSearchParams {
  readonly conditions: readonly ModelVersionCondition[];
  readonly order: readonly ModelVersionOrder[];
  /** Versions of prompts are found, or of models, never both. */
  readonly prompts: boolean;
  readonly limit: number;
  readonly pageToken?: string;
}

export interface ModelVersionPage {
  readonly rows: readonly ModelVersionRow[];
  readonly nextPageToken?: string;
}

const columns: Readonly<Record<ModelVersionOrder["by"] | "run_id" | "source", string>> = {
  name: "m.name",
  version: "v.version",
  created_at: "v.created_at",
  updated_at: "v.updated_at",
  run_id: "v.run_id",
  source: "v.source",
};

/** A page of the model versions that a search finds. */
export function searchModelVersions(db: Connection, params: ModelVersionSearchParams): ModelVersionPage {
  const [offset = 0] = params.pageToken === undefined ? [] : fromPageToken(params.pageToken, 1);
  const { text, values } = pageSql(params, offset);
  const found = db.prepare<unknown[], WithJsonLists<ModelVersionRow>>(text).all(...values);
  const rows = found.slice(0, params.limit).map(toModelVersionRow);
  return found.length > params.limit ? { rows, nextPageToken: toPageToken([offset + params.limit]) } : { rows };
}

function pageSql({ conditions, order, prompts, limit }: ModelVersionSearchParams, offset: number): Sql {
  const orders = order.map(({ by, descending }) => `${columns[by]} ${descending ? "DESC" : "ASC"}`);
  return joined(
    [
      sql(`SELECT ${modelVersionColumns} FROM model_version v JOIN registered_model m ON m.id = v.model WHERE`),
      joined([...(prompts ? [] : [notPrompt]), ...conditions.map(conditionSql), sql("TRUE")], " AND "),
      sql(`ORDER BY ${[...orders, "m.name", "v.version DESC"].join(", ")} LIMIT ? OFFSET ?`, limit + 1, offset),
    ],
    " ",
  );
}

/** A prompt's versions are marked themselves. Asked once for all of them, not for each version. */
const notPrompt = sql(
  `v.model NOT IN (SELECT o.model FROM model_version_tag p JOIN model_version o ON o.id = p.version
     WHERE p.key = 'mlflow.prompt.is_prompt' AND p.value = 'true')`,
);

function conditionSql(condition: ModelVersionCondition): Sql {
  switch (condition.of) {
    case "text":
      return textTestSql(columns[condition.attribute], condition.test);
    case "version":
      return numberTestSql("v.version", condition.test);
    case "tag": {
      const { text, values } = textTestSql("k.value", condition.test);
      return sql(
        `EXISTS (SELECT 1 FROM model_version_tag k WHERE k.version = v.id AND k.key = ? AND ${text})`,
        condition.key,
        ...values,
      );
    }
  }
}

import * as z from "zod";
import type { TableCheck } from "../../config/checks/check.ts";
import type { ColumnType } from "../../config/checks/columnType.ts";
import { datasetName } from "../../config/schema/configFile.ts";
import { identifier } from "../duckdb/sql.ts";
import { tablesOf } from "../sqlTree/mentions.ts";
import { textOf, walk } from "../sqlTree/node.ts";
import { parseSelect } from "../sqlTree/parseSelect.ts";
import type { CheckScope } from "./context.ts";
import { countOf, type Plan } from "./plan.ts";
import { rowFinding } from "./rowPlan.ts";
import type { Table } from "./table.ts";
import { Unable } from "./unable.ts";

type Of<Kind extends TableCheck["kind"]> = Extract<TableCheck, { kind: Kind }>;

const Failing = z.object({ failing: z.bigint() });
const Columns = z.object({ column_name: z.string() });

/** Functions that stand in FROM and read nothing but their arguments. */
const harmless: readonly string[] = ["unnest", "range", "generate_series"];

/**
 * What a user's query may do: it is one SELECT (DuckDB's parser says so), reads data sets by their names and nothing else, and
 * calls no function in FROM that could read a file. What scalar functions there are reads no files in this build of DuckDB.
 */
async function tablesIn({ session, names }: CheckScope, sql: string): Promise<string[]> {
  const tree = await parseSelect(session, sql);
  for (const node of walk(tree)) {
    const table = node.type === "BASE_TABLE" ? textOf(node.table_name) : "";
    // Whatever has a dot or a slash could be a file, also where a WITH part is called like it.
    if (table !== "" && !datasetName.test(table)) throw new Unable(`"${table}" is no data set to read from.`);
    if (node.type !== "TABLE_FUNCTION") continue;
    const name = functionName(node.function);
    if (!harmless.includes(name)) throw new Unable(`"${name}" may not stand in FROM: only data sets may.`);
  }
  const tables = tablesOf(tree, sql).map(({ name }) => name);
  const unknown = tables.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new Unable(`There is no data set "${unknown}" to read from.`);
  return tables;
}

const functionName = (node: unknown): string => {
  for (const each of walk(node)) {
    const name = textOf(each.function_name);
    if (name !== "") return name.toLowerCase();
  }
  return "";
};

/** A table with its own column names and types, as people write queries about it. */
async function typed(scope: CheckScope, table: Table, fields: string): Promise<string> {
  const list: string[] = [];
  for (const lens of table.columns) {
    const isText = lens.physical === "VARCHAR";
    const type: ColumnType = isText ? await scope.typeOf(lens, table) : "string";
    const value = isText ? lens.as(type).value : lens.id;
    list.push(`${type === "integer" && isText ? narrow(value) : value} AS ${identifier(lens.name)}`);
  }
  return `(SELECT ${list.join(", ")}${fields} FROM ${fields === "" ? table.rows : table.numbered})`;
}

/** Most functions are made for 64 bits; larger ones stay what they are as long as none is needed. */
const narrow = (value: string): string => `CAST(${value} AS BIGINT)`;

const rowNumber = "tidemark row";

export async function expressionPlan(check: Of<"expression">, scope: CheckScope): Promise<Plan> {
  const { session, table, dataset } = scope;
  const { value: condition } = check.options;
  const query = `SELECT * FROM ${identifier(dataset.name)} WHERE NOT (\n${condition}\n)`;
  const tables = await tablesIn(scope, query);
  await declareViews(
    scope,
    tables.filter((name) => name !== dataset.name),
  );
  const rows = `${await typed(scope, table, `, r AS ${identifier(rowNumber)}`)} AS ${identifier(dataset.name)}`;
  const failing = `FROM ${rows} WHERE NOT (\n${condition}\n)`;
  const places = `SELECT ${identifier(rowNumber)} AS r, CAST(NULL AS VARCHAR) AS v, CAST(NULL AS VARCHAR) AS c ${failing}`;
  const fault = { one: `doesn't meet ${oneLine(condition)}`, several: `don't meet ${oneLine(condition)}` };
  return {
    figures: ["count(*)"],
    judge: async ([all]) => {
      const { failing: count } = await session.row(Failing, `SELECT count(*) AS failing ${failing}`);
      return rowFinding(check, {
        failing: countOf(count),
        rows: countOf(all),
        noun: "row",
        fault,
        places: { table, query: places },
      });
    },
    eachRow: { query: places, fault: fault.one },
  };
}

export async function sqlPlan(check: Of<"sql">, scope: CheckScope): Promise<Plan> {
  const { session, table } = scope;
  const sql = check.options.value.trim().replace(/;\s*$/, "");
  await declareViews(scope, await tablesIn(scope, sql));
  return {
    figures: ["count(*)"],
    judge: async ([all]) => {
      const { failing } = await session.row(Failing, `SELECT count(*) AS failing FROM (\n${sql}\n)`);
      const columns = await session.rows(Columns, `DESCRIBE (\n${sql}\n)`);
      const texts = columns.map(({ column_name: name }) => `coalesce(CAST(${identifier(name)} AS VARCHAR), 'null')`);
      return rowFinding(check, {
        failing: countOf(failing),
        rows: Math.max(countOf(all), countOf(failing)),
        noun: "row",
        fault: { one: "is returned by the query", several: "are returned by the query" },
        places: {
          table,
          query: `SELECT CAST(NULL AS BIGINT) AS r, concat_ws(', ', ${texts.join(", ")}) AS v, CAST(NULL AS VARCHAR) AS c FROM (\n${sql}\n)`,
        },
      });
    },
  };
}

/** Makes data sets known to queries by their names, for this session alone. */
async function declareViews(scope: CheckScope, names: readonly string[]): Promise<void> {
  for (const name of names) {
    const rows = await typed(scope, await scope.open(name), "");
    await scope.session.run(`CREATE OR REPLACE TEMP VIEW ${identifier(name)} AS SELECT * FROM ${rows}`);
  }
}

const oneLine = (sql: string): string => sql.trim().replaceAll(/\s+/g, " ");
